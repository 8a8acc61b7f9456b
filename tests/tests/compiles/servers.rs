//! Input: dice. Output: servers and credentials, of an API or of one operation.
//! Invariant: some are none that a client could use as they stand.

use fieldstone::schema::{Auth, AuthScheme, KeyLocation, Server};

use crate::dice::Dice;
use crate::words;

pub fn servers(dice: &mut Dice) -> Vec<Server> {
    const URLS: [&str; 5] = [
        "https://api.example.com",
        "https://api.example.com/v1",
        "https://{region}.example.com",
        "http://localhost:8080",
        "https://ex.example/\"q\"",
    ];
    let server = |dice: &mut Dice| Server {
        name: dice.once_in(2).then(|| words::name(dice)),
        url: (*dice.one(&URLS)).to_owned(),
        origins: Vec::new(),
    };
    (0..dice.below(5)).map(|_| server(dice)).collect()
}

pub fn auth(dice: &mut Dice) -> Option<Auth> {
    let key = |location, dice: &mut Dice| AuthScheme::Key { location, name: words::name(dice) };
    let scheme = match dice.below(7) {
        0 => return None,
        1 => AuthScheme::Bearer,
        2 => AuthScheme::Basic,
        3 => key(KeyLocation::Header, dice),
        4 => key(KeyLocation::Query, dice),
        5 => key(KeyLocation::Cookie, dice),
        _ => AuthScheme::None,
    };
    Some(Auth { scheme, origins: Vec::new() })
}
