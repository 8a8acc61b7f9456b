//! Input: dice. Output: a name as a vendor may write one, mostly one that is somebody else's already.
//! Invariant: every name of Rust, of the prelude and of the emitted code that could be meant instead has its place here.

use crate::dice::Dice;

/// Rust's words: keywords of every edition, those that are one now and then, types and names of the prelude.
const RUST: &str = "\
    abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen \
    if impl in let loop macro match mod move mut override priv pub ref return self Self static struct super \
    trait true try type typeof unsafe unsized use virtual where while yield union auto default macro_rules raw \
    safe bool char str i64 u8 u16 f64 usize String Option Some None Result Ok Err Vec Box Default Clone Copy \
    Debug PartialEq Eq Hash From Into Iterator IntoIterator AsRef Drop Fn Send Sync Sized ToString std core \
    alloc serde vec Serialize Deserialize Serializer Deserializer derive non_exhaustive Ordering Future";

/// Names of the emitted code and of its runtime.
const OURS: &str = "\
    Api Client BlockingClient ClientBuilder Config Error Operation Detached Json DateTime Presence Number Upload \
    Body Event Events Pages Items Paged PageToken Download RequestOptions RequestWriter RawResponse DecodeError \
    ClientKind Async Blocking KeyAuth KeyLocation Output Item IntoFuture METHOD PATH NAME SERVERS C K D T de new \
    parse on with send send_raw send_stream send_events to_request builder config call clone into into_future \
    from try_from try_into to_owned to_string borrow eq ne fmt hash cmp drop pages items next_page_token \
    set_page_token current_page_token body body_ options client required inner request response status error \
    errors write read text json number page token it answer method path query header cookie field form files \
    types operations servers runtime http api shared serde_json Unknown unknown Other Answer Required Input \
    unknown_members variant_errors as_str as_i64 finish when or deserializer deserialize serialize \
    fieldstone_apis con aux";

/// Names that say no more than what they say, so that they meet each other in many places.
const PLAIN: &str = "\
    id name count kind items data cursor next_cursor limit offset page per_page total has_more created_at user \
    users order Order OrderList Customer CustomerInput list_orders get_order create_order delete_order \
    upload_file content-type accept authorization x-request-id user_id userId UserId UserID user-id USER_ID \
    user.id user[id]";

/// Names that look like none.
const ODD: &str = "\
    _ __ _id id_ id__ * $ $ref @type # 1 01 2fa -1 +1 1.5 a1 a_1 a-1 <= >= < r#type type_ Größe größe 日本 \
    🙂 é {x} a'b // x]]>";

/// Names that look like none, and hold what parts words.
const ODDER: [&str; 10] = ["", " ", "日 本", "\u{202e}x", "\u{0}", "a\"b", "a\\b", "a\nb", "*/ x", "user id"];

const ENDINGS: &str = "_null Null Input Required Answer Operation Type Value _ _api Error s";

fn one_of(dice: &mut Dice, words: &str) -> String {
    let words: Vec<&str> = words.split(' ').collect();
    (*dice.one(&words)).to_owned()
}

/// A name.
pub fn name(dice: &mut Dice) -> String {
    let favourites = dice.favourites.clone();
    let word = match dice.below(20) {
        0..3 => one_of(dice, RUST),
        3..6 => one_of(dice, OURS),
        6..9 => one_of(dice, PLAIN),
        9 if dice.once_in(3) => (*dice.one(&ODDER)).to_owned(),
        9 => one_of(dice, ODD),
        _ if favourites.is_empty() => one_of(dice, RUST),
        _ => dice.one(&favourites).clone(),
    };
    match dice.below(15) {
        0 | 1 => word + &one_of(dice, ENDINGS),
        2 => word.to_uppercase(),
        3 => word.to_lowercase(),
        4 => word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect(),
        5 => word.replace(['_', ' '], "-"),
        6 => word.replace(['-', ' ', '.'], "_"),
        7 if dice.once_in(8) => word.repeat(60),
        _ => word,
    }
}

/// Chooses the names that a model has a liking for.
pub fn choose_favourites(dice: &mut Dice) {
    dice.favourites = (0..dice.count(2, 12)).map(|_| name(dice)).filter(|name| name.len() < 80).collect();
}

/// A name that is none of `taken`, which it then is.
pub fn other_name(dice: &mut Dice, taken: &mut Vec<String>) -> String {
    loop {
        let name = name(dice);
        if !taken.contains(&name) {
            taken.push(name.clone());
            return name;
        }
    }
}

/// A lower-case identifier, as an operation's id is one, that is none of `taken`.
pub fn id(dice: &mut Dice, taken: &mut Vec<String>) -> String {
    loop {
        let (mut id, mut last) = (String::new(), ' ');
        for c in name(dice).chars().take(80) {
            if c.is_ascii_alphanumeric() {
                if c.is_ascii_uppercase() && last.is_ascii_lowercase() {
                    id.push('_');
                }
                id.push(c.to_ascii_lowercase());
            } else if !id.ends_with('_') {
                id.push('_');
            }
            last = c;
        }
        let id = id.trim_matches('_').to_owned();
        if id.starts_with(|c: char| c.is_ascii_lowercase()) && !taken.contains(&id) {
            taken.push(id.clone());
            return id;
        }
    }
}

/// Sentences, some of which look like something else.
pub fn sentence(dice: &mut Dice) -> String {
    const SENTENCES: [&str; 9] = [
        "What it is.",
        "",
        "*/ pub fn x() {} /*",
        "```rust\nfn main() {}\n```",
        "A [link](https://example.com) and <b>more</b> of `code`.",
        "- one\n- two\n\n    indented\n",
        "Option<String> [Client] {@link x} \"quoted\" \\ back",
        "Ends in \\",
        "| a | b |\n|---|---|\n| 1 | 2 |",
    ];
    (*dice.one(&SENTENCES)).to_owned()
}

/// The name of an API: a module and a feature.
pub fn api(index: usize) -> String {
    const NAMES: &str = "\
        api types operations servers json body error option string result vec tokio ureq tracing jiff \
        transport httpdate http_body futures_core u8 union default_ test_util dep";
    match NAMES.split(' ').nth(index) {
        // As long as a name can be, so that little room is left for those of files.
        Some("dep") => "dep".repeat(21),
        Some(name) if fieldstone::project::is_api_name(name) => name.to_owned(),
        _ => format!("m{index}"),
    }
}
