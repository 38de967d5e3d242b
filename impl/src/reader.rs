//! Bytes and integers of the binary format, with the offset of everything that is wrong.

use crate::{Error, LimitName, Malformation};

/// A cursor over the bytes of a module, or of one section of it.
///
/// Invariant: `position <= bytes.len()`.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'a> {
    /// The module up to the end of the section.
    bytes: &'a [u8],
    position: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, position: 0 }
    }

    /// The offset of the next byte in the module.
    #[inline]
    pub(crate) fn offset(&self) -> usize {
        self.position
    }

    /// The bytes that are left.
    #[inline]
    pub(crate) fn rest(&self) -> &'a [u8] {
        &self.bytes[self.position..]
    }

    /// The number of bytes that are left.
    pub(crate) fn remaining(&self) -> usize {
        self.bytes.len() - self.position
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.remaining() == 0
    }

    /// The next byte, which stays the next byte.
    #[inline]
    pub(crate) fn peek(&self) -> Result<u8, Error> {
        match self.bytes.get(self.position) {
            Some(byte) => Ok(*byte),
            None => Err(malformed(self.position, Malformation::UnexpectedEnd)),
        }
    }

    #[inline]
    pub(crate) fn byte(&mut self) -> Result<u8, Error> {
        let byte = self.peek()?;
        self.position += 1;
        Ok(byte)
    }

    /// Skips bytes that were looked at by [`Self::rest`].
    #[inline]
    pub(crate) fn skip(&mut self, length: usize) {
        debug_assert!(length <= self.remaining());
        self.position += length;
    }

    /// The next `length` bytes.
    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], Error> {
        let Some(taken) = self.rest().get(..length) else {
            return Err(malformed(self.bytes.len(), Malformation::UnexpectedEnd));
        };
        self.position += length;
        Ok(taken)
    }

    /// A cursor over as many bytes as the integer that comes next says; they are skipped here.
    pub(crate) fn sized(&mut self) -> Result<Self, Error> {
        let offset = self.position;
        let length = self.u32()?;
        let remaining = self.remaining();
        if length as usize > remaining {
            return Err(malformed(offset, Malformation::LengthOutOfBounds { length, remaining }));
        }
        let start = self.position;
        self.position += length as usize;
        Ok(Self { bytes: &self.bytes[..self.position], position: start })
    }

    /// An unsigned integer of 32 bits. It may be longer than necessary, but not than five bytes.
    #[inline]
    pub(crate) fn u32(&mut self) -> Result<u32, Error> {
        match self.peek()? {
            byte @ ..0x80 => {
                self.position += 1;
                Ok(byte.into())
            }
            _ => self.long_u32(),
        }
    }

    fn long_u32(&mut self) -> Result<u32, Error> {
        let offset = self.position;
        let mut value = 0;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            value |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        let last = self.byte()?;
        match last {
            0x80.. => Err(malformed(offset, Malformation::IntegerTooLong)),
            0x10.. => Err(malformed(offset, Malformation::IntegerTooLarge)),
            _ => Ok(value | u32::from(last) << 28),
        }
    }

    /// A signed integer of 33 bits. It may be longer than necessary, but not than five bytes.
    #[inline]
    pub(crate) fn s33(&mut self) -> Result<i64, Error> {
        match self.peek()? {
            byte @ ..0x40 => {
                self.position += 1;
                Ok(byte.into())
            }
            _ => self.long_s33(),
        }
    }

    fn long_s33(&mut self) -> Result<i64, Error> {
        let offset = self.position;
        let mut value = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            value |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 != 0 {
                continue;
            }
            // Of the fifth byte only five bits are used; the others repeat the sign.
            if shift == 28 && !matches!(byte, 0x00..=0x0f | 0x70..=0x7f) {
                return Err(malformed(offset, Malformation::IntegerTooLarge));
            }
            let unused = 64 - 7 - shift;
            return Ok(value << unused >> unused);
        }
        Err(malformed(offset, Malformation::IntegerTooLong))
    }

    /// The number of elements of a list.
    ///
    /// Each element takes at least one byte, so a number above the remaining bytes is malformed
    /// whatever the limit; the limit comes second, so that it is never blamed for a broken number.
    #[inline]
    pub(crate) fn count(&mut self, limit: LimitName, bound: u32) -> Result<u32, Error> {
        let offset = self.position;
        let count = self.count_unlimited()?;
        if count > bound {
            let (value, bound) = (count.into(), bound.into());
            return Err(Error::Limit { offset, limit, value, bound });
        }
        Ok(count)
    }

    /// The number of elements of a list that has no limit but the bytes.
    #[inline]
    pub(crate) fn count_unlimited(&mut self) -> Result<u32, Error> {
        let offset = self.position;
        let count = self.u32()?;
        let remaining = self.remaining();
        if count as usize > remaining {
            return Err(malformed(offset, Malformation::CountOutOfBounds { count, remaining }));
        }
        Ok(count)
    }
}

/// The error that the grammar is left at `offset`.
#[cold]
pub(crate) fn malformed(offset: usize, what: Malformation) -> Error {
    Error::Malformed { offset, what }
}
