//! Throw-away smoke run.
use subtly::{choices::RandomChoices, compare::contradictions, generator, oracle, oracles};
fn main() {
    let n: u64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let os: Vec<_> = oracles::NAMES.iter().map(|n| oracles::by_name(n, None).unwrap()).collect();
    let mut time = vec![0f64; os.len() + 1];
    let mut bad = 0;
    for g in generator::ALL {
        let mut q = 0;
        let mut yes = 0;
        for case in 0..n {
            let t = std::time::Instant::now();
            let p = g.generate(&mut RandomChoices::for_case(1, case));
            time[os.len()] += t.elapsed().as_secs_f64();
            let a: Vec<_> = os
                .iter()
                .enumerate()
                .map(|(i, o)| {
                    let t = std::time::Instant::now();
                    let a = oracle::ask(&**o, &p);
                    time[i] += t.elapsed().as_secs_f64();
                    a
                })
                .collect();
            q += p.question_count();
            yes += a[0].answers[0] as usize;
            let refs: Vec<&[_]> = a.iter().map(|a| &a.answers[..]).collect();
            let c = contradictions(&refs);
            if !c.is_empty() {
                bad += 1;
                if bad < 10 {
                    println!(
                        "{} {case}: {:?} {:?} {:?}",
                        g.name(),
                        p.question(c[0]),
                        refs.iter().map(|a| a[c[0]]).collect::<Vec<_>>(),
                        a.iter().map(|a| a.crash.clone()).collect::<Vec<_>>()
                    );
                }
            }
        }
        println!("{} questions/case {} notyes {}", g.name(), q as u64 / n, yes);
        println!("us/case: {:?}", time.iter().map(|t| t * 1e6 / n as f64).collect::<Vec<_>>());
        time.iter_mut().for_each(|t| *t = 0.0);
    }
    println!("bad {bad}");
}
