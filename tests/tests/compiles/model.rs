//! Input: a seed and a number. Output: a model, and what its api.toml asks of the Rust.
//! Invariant: it is one that `identify` could give: ids and names are one each, and what is sent and received is marked.

use fieldstone::project::{IntegerType, NumberType, RustOptions};
use fieldstone::schema::{Api, FORMAT_VERSION, Field, Type, TypeDef, TypeKind, Webhook, walk};

use crate::dice::Dice;
use crate::operations::operation;
use crate::servers::{auth, servers};
use crate::types::{def, plain_field, ty, types};
use crate::words::{self, id, other_name, sentence};

/// A model, as one can make it again.
pub struct Model {
    pub seed: u64,
    pub index: usize,
    pub api: Api,
    pub options: RustOptions,
}

/// So many operations are divided into sections.
const LARGE: usize = 26;

pub fn model(seed: u64, index: usize) -> Model {
    let mut dice = Dice::new(seed, index as u64);
    let dice = &mut dice;
    words::choose_favourites(dice);
    let mut names = Vec::new();
    for _ in 0..dice.count(0, 9) {
        other_name(dice, &mut names);
    }
    // A list in pages, and what is in it.
    names.push("Page0".to_owned());
    let mut types = types(dice, &names);
    types.retain(|def| def.name != "Page0");
    let page = page(dice, &names);
    types.push(def("Page0", page, dice));
    types.sort_by(|a, b| a.name.cmp(&b.name));

    let is_large = dice.once_in(12);
    let count = if is_large { LARGE } else { dice.count(0, 5) };
    let mut folders = Vec::new();
    for _ in 0..dice.count(3, 5) {
        other_name(dice, &mut folders);
    }
    let mut ids = Vec::new();
    let mut operations = Vec::new();
    for _ in 0..count {
        let id = id(dice, &mut ids);
        let section = (is_large && !dice.once_in(8)).then(|| dice.one(&folders).clone());
        operations.push(operation(dice, id, section, &names));
    }
    operations.sort_by(|a, b| a.id.cmp(&b.id));

    let mut api = Api {
        format_version: FORMAT_VERSION,
        name: words::api(index),
        title: words::name(dice),
        docs: dice.once_in(2).then(|| "https://docs.example.com".to_owned()),
        servers: servers(dice),
        auth: auth(dice),
        operations,
        webhooks: webhooks(dice, &names),
        types,
    };
    direct(&mut api);
    let options = RustOptions {
        number: if dice.once_in(4) { NumberType::Json } else { NumberType::F64 },
        integer: if dice.once_in(4) { IntegerType::Json } else { IntegerType::I64 },
        keep_unknown_members: dice.once_in(4),
    };
    Model { seed, index, api, options }
}

/// An answer that may be a page of a list.
fn page(dice: &mut Dice, names: &[String]) -> TypeKind {
    const MEMBERS: [&str; 9] =
        ["next_cursor", "has_more", "total", "total_pages", "per_page", "next_page", "last_id", "count", "nextCursor"];
    let mut fields: Vec<Field> = vec![plain_field("items".to_owned(), Type::Array(Box::new(ty(dice, names))))];
    let mut taken = Vec::new();
    for _ in 0..dice.count(0, 4) {
        let name = *dice.one(&MEMBERS);
        if !taken.contains(&name) {
            taken.push(name);
            let ty = dice.one(&[Type::String, Type::Integer, Type::Boolean, Type::Number, Type::Any]).clone();
            fields.push(plain_field(name.to_owned(), ty));
        }
    }
    for field in &mut fields {
        (field.required, field.nullable) = (dice.once_in(2), dice.once_in(3));
    }
    TypeKind::Struct { fields }
}

fn webhooks(dice: &mut Dice, names: &[String]) -> Vec<Webhook> {
    let mut taken = Vec::new();
    let webhook = |dice: &mut Dice, taken: &mut Vec<String>| Webhook {
        name: other_name(dice, taken),
        summary: None,
        description: dice.once_in(2).then(|| sentence(dice)),
        ty: (!dice.once_in(4)).then(|| ty(dice, names)),
        origins: Vec::new(),
    };
    (0..dice.below(3)).map(|_| webhook(dice, &mut taken)).collect()
}

/// Marks what is sent and what is received, as `identify` does.
fn direct(api: &mut Api) {
    let names = |from: Vec<&Type>, types: &[TypeDef]| -> Vec<String> {
        walk::reached(types, from).into_iter().map(str::to_owned).collect()
    };
    let sent = names(api.operations.iter().flat_map(walk::sent).collect(), &api.types);
    let told = api.webhooks.iter().filter_map(|webhook| webhook.ty.as_ref());
    let received = names(told.chain(api.operations.iter().flat_map(walk::received)).collect(), &api.types);
    for def in &mut api.types {
        (def.sent, def.received) = (sent.contains(&def.name), received.contains(&def.name));
    }
}
