//! Input: chance. Output: a small API as its vendor knows it, before any page is written.
//! Invariant: names are such that no form can take them for something else, and no two objects are alike.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

#[derive(Clone, Debug)]
pub struct Truth {
    pub operations: Vec<Operation>,
    /// Named objects; each refers only to later ones.
    pub types: Vec<(&'static str, Vec<Field>)>,
}

#[derive(Clone, Debug)]
pub struct Operation {
    pub method: &'static str,
    pub path: String,
    pub title: String,
    pub description: Option<&'static str>,
    pub parameters: Vec<(Place, Field)>,
    pub body: Option<Root>,
    pub answer: Root,
    pub answer_description: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Path,
    Query,
    Header,
}

#[derive(Clone, Debug)]
pub struct Root {
    pub list: bool,
    pub fields: Vec<Field>,
}

#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub ty: Ty,
    pub required: bool,
    pub nullable: bool,
    pub deprecated: bool,
    pub description: Option<&'static str>,
}

#[derive(Clone, Debug)]
pub enum Ty {
    String,
    Integer,
    Number,
    Boolean,
    DateTime,
    Enum(Vec<&'static str>),
    /// An object of which nothing is said.
    Map,
    /// A name of which nothing is said.
    Opaque(&'static str),
    Named(usize),
    Object(Vec<Field>),
    List(Box<Ty>),
}

const NOUNS: [&str; 3] = ["crate", "barrel", "basket"];
// None is what a member is called: types without a name are named after those.
const TYPES: [&str; 3] = ["Rivet", "Cooper", "Seal"];
const OPAQUE: [&str; 2] = ["ZoneCode", "ShelfKind"];
const NAMES: [&str; 16] = [
    "weight",
    "label",
    "owner",
    "grade",
    "remark",
    "opened_at",
    "zone",
    "amount",
    "lid",
    "handles",
    "maker",
    "colour",
    "shelf",
    "batchCode",
    "isOpen",
    "unitPrice",
];
const SENTENCES: [&str; 4] =
    ["The heaviest of them all.", "Counted once a day, at noon.", "What the warehouse calls it.", "Left as it came."];
const VALUES: [&str; 4] = ["new", "worn", "broken", "sold"];

pub fn truth() -> impl Strategy<Value = Truth> {
    let types = vec(fields(1, 4), 0..=TYPES.len());
    (vec(operation(), 1..=3), types).prop_map(|(operations, types)| {
        let mut truth = Truth { operations, types: TYPES.into_iter().zip(types).collect() };
        Finish { types: truth.types.len(), marks: 0 }.finish(&mut truth);
        truth
    })
}

fn operation() -> impl Strategy<Value = Operation> {
    let with_body = (select(vec!["POST", "PUT", "PATCH"]), root().prop_map(Some));
    let without = (select(vec!["GET", "DELETE"]), Just(None));
    let head = prop_oneof![with_body, without];
    let parameters = (any::<bool>(), vec(parameter(), 0..=2));
    (head, sentence(), parameters, root(), sentence()).prop_map(
        |((method, body), description, (has_id, parameters), answer, answer_description)| {
            let id = has_id.then(|| {
                let ty = Ty::String;
                let name = String::new();
                (Place::Path, Field { name, ty, required: true, nullable: false, deprecated: false, description: None })
            });
            Operation {
                method,
                path: String::new(),
                title: String::new(),
                description,
                parameters: id.into_iter().chain(parameters).collect(),
                body,
                answer,
                answer_description,
            }
        },
    )
}

fn sentence() -> impl Strategy<Value = Option<&'static str>> {
    weighted(0.4, select(SENTENCES.to_vec()))
}

fn parameter() -> impl Strategy<Value = (Place, Field)> {
    let ty = prop_oneof![scalar(), scalar().prop_map(|ty| Ty::List(Box::new(ty)))];
    (select(vec![Place::Query, Place::Header]), field(ty.boxed())).prop_map(|(place, field)| {
        let ty = if place == Place::Header { Ty::String } else { field.ty };
        (place, Field { nullable: false, ty, ..field })
    })
}

fn root() -> impl Strategy<Value = Root> {
    (proptest::bool::weighted(0.2), fields(3, 5)).prop_map(|(list, fields)| Root { list, fields })
}

/// Fields of objects that stand inside each other this deep.
fn fields(depth: u32, most: usize) -> BoxedStrategy<Vec<Field>> {
    vec(field(ty(depth)), 1..=most).boxed()
}

fn field(ty: BoxedStrategy<Ty>) -> impl Strategy<Value = Field> {
    let flags = (any::<bool>(), proptest::bool::weighted(0.2), proptest::bool::weighted(0.2));
    (select(NAMES.to_vec()), ty, flags, sentence()).prop_map(
        |(name, ty, (required, nullable, deprecated), description)| {
            let name = name.to_owned();
            Field { name, ty, required, nullable, deprecated, description }
        },
    )
}

fn scalar() -> BoxedStrategy<Ty> {
    prop_oneof![
        3 => Just(Ty::String),
        1 => Just(Ty::Integer),
        1 => Just(Ty::Number),
        1 => Just(Ty::Boolean),
        1 => Just(Ty::DateTime),
        1 => subsequence(VALUES.to_vec(), 1..=VALUES.len()).prop_map(Ty::Enum),
    ]
    .boxed()
}

fn ty(depth: u32) -> BoxedStrategy<Ty> {
    let flat = prop_oneof![
        6 => scalar(),
        1 => Just(Ty::Map),
        1 => select(OPAQUE.to_vec()).prop_map(Ty::Opaque),
        2 => (0..TYPES.len()).prop_map(Ty::Named),
    ];
    let one = if depth == 0 {
        flat.boxed()
    } else {
        prop_oneof![5 => flat, 2 => fields(depth - 1, 3).prop_map(Ty::Object)].boxed()
    };
    (one, prop_oneof![6 => Just(0), 3 => Just(1), 1 => Just(2)])
        .prop_map(|(ty, lists)| (0..lists).fold(ty, |ty, _| Ty::List(Box::new(ty))))
        .boxed()
}

/// Makes an API of what chance gave: names that are one of their kind, references that lead somewhere.
struct Finish {
    types: usize,
    marks: usize,
}

impl Finish {
    fn finish(&mut self, truth: &mut Truth) {
        for (index, (_, fields)) in truth.types.iter_mut().enumerate() {
            self.object(fields, index + 1);
        }
        for (operation, noun) in truth.operations.iter_mut().zip(NOUNS) {
            operation.title = format!("{} {noun}", operation.method.to_lowercase());
            operation.title.get_mut(..1).unwrap().make_ascii_uppercase();
            operation.path = format!("/v1/{noun}s");
            for (place, field) in &mut operation.parameters {
                match place {
                    Place::Path => {
                        field.name = format!("{noun}_id");
                        operation.path.push_str(&format!("/{{{noun}_id}}"));
                    }
                    Place::Header => field.name = format!("X-{}", field.name.replace('_', "-")),
                    Place::Query => {}
                }
            }
            let mut seen = Vec::new();
            operation.parameters.retain(|(place, field)| {
                let new = !seen.contains(&(*place, field.name.clone()));
                seen.push((*place, field.name.clone()));
                new
            });
            if let Some(body) = &mut operation.body {
                self.object(&mut body.fields, 0);
            }
            self.object(&mut operation.answer.fields, 0);
        }
    }

    /// An object gets a member that no other has: of unnamed ones, those that are alike may be one type.
    fn object(&mut self, fields: &mut Vec<Field>, first: usize) {
        self.marks += 1;
        let (name, ty) = (format!("mark{}", self.marks), Ty::String);
        fields.push(Field { name, ty, required: false, nullable: false, deprecated: false, description: None });
        self.fields(fields, first);
    }

    fn fields(&mut self, fields: &mut Vec<Field>, first: usize) {
        let mut seen = Vec::new();
        fields.retain(|field| {
            let new = !seen.contains(&field.name);
            seen.push(field.name.clone());
            new
        });
        fields.iter_mut().for_each(|field| self.ty(&mut field.ty, first));
    }

    fn ty(&mut self, ty: &mut Ty, first: usize) {
        match ty {
            Ty::List(item) => self.ty(item, first),
            Ty::Named(index) if first + *index < self.types => *index += first,
            Ty::Named(_) => *ty = Ty::Integer,
            Ty::Object(fields) => self.object(fields, first),
            _ => {}
        }
    }
}

impl Ty {
    /// The item of a list of lists, and how many lists stand around it.
    pub fn innermost(&self) -> (&Ty, usize) {
        match self {
            Self::List(item) => {
                let (ty, lists) = item.innermost();
                (ty, lists + 1)
            }
            ty => (ty, 0),
        }
    }
}

impl Truth {
    /// The members of a type, and the name that it has.
    pub fn members<'a>(&'a self, ty: &'a Ty) -> (&'a [Field], Option<&'static str>) {
        match ty.innermost().0 {
            Ty::Named(index) => (&self.types[*index].1, Some(self.types[*index].0)),
            Ty::Opaque(name) => (&[], Some(*name)),
            Ty::Object(fields) => (fields, None),
            _ => (&[], None),
        }
    }
}
