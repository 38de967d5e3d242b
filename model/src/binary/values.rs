//! The binary format of values (5.1).

use super::{DecodeError, Malformed};

/// A position in a part of a module.
#[derive(Clone, Debug)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    position: usize,
    /// The offset of `bytes` in the module.
    base: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, position: 0, base: 0 }
    }

    pub(super) fn at_end(&self) -> bool {
        self.position == self.bytes.len()
    }

    /// Nothing may follow.
    pub(super) fn end(&self, what: &'static str) -> Result<(), DecodeError> {
        if self.at_end() { Ok(()) } else { Err(self.malformed_here(what)) }
    }

    /// The offset in the module.
    pub(super) fn offset(&self) -> usize {
        self.base + self.position
    }

    /// Something is wrong at the next byte.
    pub(super) fn malformed_here(&self, what: &'static str) -> DecodeError {
        DecodeError::Malformed(Malformed { offset: self.offset(), what })
    }

    /// Something is wrong with the byte that was just read.
    pub(super) fn malformed_at_last(&self, what: &'static str) -> DecodeError {
        DecodeError::Malformed(Malformed { offset: self.offset() - 1, what })
    }

    /// A part of the module, of `len` bytes.
    pub(super) fn take(&mut self, len: usize) -> Result<Self, DecodeError> {
        let rest = &self.bytes[self.position..];
        let Some(bytes) = rest.get(..len) else {
            return Err(self.malformed_here("length out of bounds"));
        };
        let part = Self { bytes, position: 0, base: self.offset() };
        self.position += len;
        Ok(part)
    }

    /// `Bbyte*`, all that are left.
    pub(super) fn skip_rest(&mut self) {
        self.position = self.bytes.len();
    }

    /// `Bbyte`
    pub(super) fn byte(&mut self) -> Result<u8, DecodeError> {
        let Some(byte) = self.bytes.get(self.position) else {
            return Err(self.malformed_here("unexpected end"));
        };
        self.position += 1;
        Ok(*byte)
    }

    /// The next byte, which stays where it is.
    pub(super) fn peek(&self) -> Result<u8, DecodeError> {
        self.bytes.get(self.position).copied().ok_or_else(|| self.malformed_here("unexpected end"))
    }

    /// `BuN(N)`
    ///
    /// ```text
    /// n:Bbyte               => n                          if n < 2^7 and n < 2^N
    /// n:Bbyte m:BuN(N-7)    => 2^7 * m + (n - 2^7)        if n >= 2^7 and N > 7
    /// ```
    fn unsigned(&mut self, bits: u32) -> Result<u64, DecodeError> {
        let n = u64::from(self.byte()?);
        if n < 1 << 7 {
            if bits < 7 && n >= 1 << bits {
                return Err(self.malformed_at_last("integer too large"));
            }
            Ok(n)
        } else if bits > 7 {
            Ok((self.unsigned(bits - 7)? << 7) + (n - (1 << 7)))
        } else {
            Err(self.malformed_at_last("integer representation too long"))
        }
    }

    /// `BsN(N)`
    ///
    /// ```text
    /// n:Bbyte               => n                          if n < 2^6 and n < 2^(N-1)
    /// n:Bbyte               => n - 2^7                    if 2^6 <= n < 2^7 and n >= 2^7 - 2^(N-1)
    /// n:Bbyte i:BsN(N-7)    => 2^7 * i + (n - 2^7)        if n >= 2^7 and N > 7
    /// ```
    fn signed(&mut self, bits: u32) -> Result<i128, DecodeError> {
        let n = i128::from(self.byte()?);
        if n < 1 << 6 && n < 1 << (bits - 1) {
            Ok(n)
        } else if (1 << 6..1 << 7).contains(&n) && n >= (1 << 7) - (1 << (bits - 1)) {
            Ok(n - (1 << 7))
        } else if n < 1 << 7 {
            Err(self.malformed_at_last("integer too large"))
        } else if bits > 7 {
            Ok((self.signed(bits - 7)? << 7) + (n - (1 << 7)))
        } else {
            Err(self.malformed_at_last("integer representation too long"))
        }
    }

    /// `Bu32`
    pub(super) fn u32(&mut self) -> Result<u32, DecodeError> {
        Ok(u32::try_from(self.unsigned(32)?).expect("Bu32 is less than 2^32"))
    }

    /// `Bu64`
    pub(super) fn u64(&mut self) -> Result<u64, DecodeError> {
        self.unsigned(64)
    }

    /// `Bs33`
    pub(super) fn s33(&mut self) -> Result<i64, DecodeError> {
        Ok(i64::try_from(self.signed(33)?).expect("Bs33 is less than 2^32"))
    }

    /// `BiN(32)`
    pub(super) fn i32(&mut self) -> Result<i32, DecodeError> {
        Ok(i32::try_from(self.signed(32)?).expect("Bs32 is less than 2^31"))
    }

    /// `BiN(64)`
    pub(super) fn i64(&mut self) -> Result<i64, DecodeError> {
        Ok(i64::try_from(self.signed(64)?).expect("Bs64 is less than 2^63"))
    }

    /// `Bbyte^N`
    pub(super) fn bytes<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        let mut bytes = [0; N];
        for byte in &mut bytes {
            *byte = self.byte()?;
        }
        Ok(bytes)
    }

    /// `Blist(grammar BX)`; room is made for a few elements, and then as they are read, never by the number that
    /// is announced.
    pub(super) fn list<T>(
        &mut self,
        mut element: impl FnMut(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        let n = self.u32()?;
        let mut list = Vec::with_capacity(n.min(16) as usize);
        for _ in 0..n {
            list.push(element(self)?);
        }
        Ok(list)
    }

    /// `Bname`
    pub(super) fn name(&mut self) -> Result<&'a str, DecodeError> {
        let len = self.u32()?;
        let start = self.offset();
        let bytes = self.take(len as usize)?.bytes;
        std::str::from_utf8(bytes).map_err(|error| {
            let offset = start + error.valid_up_to();
            DecodeError::Malformed(Malformed { offset, what: "malformed UTF-8 encoding" })
        })
    }
}
