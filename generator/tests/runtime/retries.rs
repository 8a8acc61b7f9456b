//! Retries: the arithmetic, on a clock that only these tests turn.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use proptest::prelude::*;

use crate::runtime::error::is_passing;
use crate::runtime::retry::{RetryPolicy, asked_wait, is_idempotent};

const MOST: u32 = u32::MAX;

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn headers(list: &[(&'static str, &'static str)]) -> HeaderMap {
    list.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
}

fn now() -> SystemTime {
    httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").unwrap()
}

#[test]
fn waits_double_up_to_the_longest() {
    let retry = RetryPolicy::new().max_attempts(6).initial_backoff(ms(100)).max_backoff(ms(500));
    let waits: Vec<_> = (1..=6).map(|made| retry.wait(made, Duration::ZERO, None, MOST)).collect();
    let expected = [Some(100), Some(200), Some(400), Some(500), Some(500), None].map(|wait| wait.map(ms));
    assert_eq!(waits, expected);
}

#[test]
fn chance_takes_half_at_most() {
    let retry = RetryPolicy::new().initial_backoff(ms(100));
    assert_eq!(retry.wait(1, Duration::ZERO, None, 0), Some(ms(50)));
    let middle = retry.wait(1, Duration::ZERO, None, MOST / 2).unwrap();
    assert!(middle > ms(74) && middle < ms(76), "{middle:?}");
}

#[test]
fn what_the_api_asks_for_is_the_least() {
    let retry = RetryPolicy::new().initial_backoff(ms(100)).max_backoff(ms(200));
    assert_eq!(retry.wait(1, Duration::ZERO, Some(ms(5000)), MOST), Some(ms(5000)));
    assert_eq!(retry.wait(1, Duration::ZERO, Some(ms(1)), MOST), Some(ms(100)));
}

#[test]
fn no_wait_leads_beyond_the_total_time() {
    let retry = RetryPolicy::new().max_attempts(9).total_time(ms(1000)).initial_backoff(ms(100));
    assert_eq!(retry.wait(1, ms(899), None, MOST), Some(ms(100)));
    assert_eq!(retry.wait(1, ms(900), None, MOST), None);
    assert_eq!(retry.wait(1, Duration::ZERO, Some(ms(1000)), MOST), None);
    assert_eq!(retry.wait(1, Duration::ZERO, Some(Duration::MAX), MOST), None);
    assert_eq!((retry.remaining(ms(400)), retry.remaining(ms(2000))), (ms(600), Duration::ZERO));
}

#[test]
fn off_is_one_attempt() {
    assert_eq!(RetryPolicy::off().wait(1, Duration::ZERO, None, 0), None);
    assert!(RetryPolicy::off().is_off() && RetryPolicy::new().max_attempts(0).is_off() && !RetryPolicy::new().is_off());
}

#[test]
fn a_wait_is_read_in_both_forms() {
    let date = "Sun, 06 Nov 1994 08:49:47 GMT";
    let cases: &[(&[(&str, &str)], Option<u64>)] = &[
        (&[], None),
        (&[("retry-after", "7")], Some(7)),
        (&[("retry-after", " 0 ")], Some(0)),
        (&[("retry-after", date)], Some(10)),
        (&[("retry-after", "Sunday, 06-Nov-94 08:49:47 GMT")], Some(10)),
        (&[("retry-after", "Sun Nov  6 08:49:47 1994")], Some(10)),
        (&[("retry-after", "Sun, 06 Nov 1994 08:00:00 GMT")], Some(0)),
        // The API's own clock is an hour behind ours.
        (&[("retry-after", "Sun, 06 Nov 1994 07:49:47 GMT"), ("date", "Sun, 06 Nov 1994 07:49:37 GMT")], Some(10)),
        (&[("retry-after", date), ("date", "yesterday")], Some(10)),
        (&[("retry-after", "99999999999999999999999")], Some(u64::MAX)),
        (&[("retry-after", "soon")], None),
        (&[("retry-after", "-1")], None),
        (&[("retry-after", "1.5")], None),
        (&[("retry-after", "")], None),
    ];
    for (list, seconds) in cases {
        assert_eq!(asked_wait(&headers(list), now()), seconds.map(Duration::from_secs), "{list:?}");
    }
}

#[test]
fn only_what_does_no_harm_twice_is_repeated() {
    for method in ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"] {
        assert!(is_idempotent(method));
    }
    for method in ["POST", "PATCH", "CONNECT", "get", "PURGE", ""] {
        assert!(!is_idempotent(method), "{method}");
    }
}

#[test]
fn only_what_may_pass_is_repeated() {
    let passing: Vec<u16> = (100..600)
        .filter(|status| is_passing(http::StatusCode::from_u16(*status).unwrap()))
        .filter(|status| *status < 506)
        .collect();
    assert_eq!(passing, [408, 429, 500, 502, 503, 504]);
}

proptest! {
    #[test]
    fn a_journey_on_a_virtual_clock_ends_in_time(
        attempts in 0..50_u32, total in 0..100_000_u64, first in 0..u64::MAX, longest in 0..u64::MAX,
        steps in prop::collection::vec((0..10_000_u64, prop::option::of(0..u64::MAX), any::<u32>()), 60),
    ) {
        let retry = RetryPolicy::new().max_attempts(attempts).total_time(ms(total)).initial_backoff(ms(first)).max_backoff(ms(longest));
        let (mut clock, mut made) = (Duration::ZERO, 0);
        for (takes, asked, chance) in steps {
            made += 1;
            let takes = if made == 1 { ms(takes) } else { ms(takes).min(retry.remaining(clock)) };
            clock += takes;
            let Some(wait) = retry.wait(made, clock, asked.map(ms), chance) else { break };
            prop_assert!(asked.is_none_or(|asked| wait >= ms(asked)));
            clock += wait;
            prop_assert!(clock < ms(total));
        }
        prop_assert!(made <= attempts.max(1));
    }
}
