//! Input: the text of an api.toml. Output: its keys with their places.
//! Invariant: a key that this file does not know is refused, so that a typing error never passes for a setting.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::keys::{Key, Table, table};

/// The tables, in the order in which they are explained.
pub(super) const TABLES: &[Table] = &[
    Config::TABLE,
    Server::TABLE,
    Auth::TABLE,
    ComponentRule::TABLE,
    Evidence::TABLE,
    Erratum::TABLE,
    Pagination::TABLE,
    NAMES,
    LINT,
    Allow::TABLE,
    Limits::TABLE,
    Rust::TABLE,
    Fetch::TABLE,
];

/// `[names]` has no type of its own: its keys are types, members and operations.
const NAMES: Table = Table {
    header: "[names]",
    doc: "What something is called in place of the name that it would have. Each key is a type by its name, what stands at a \
          member of one (`Campaign.leads[]`), or an operation by method and path; each value is the name.",
    keys: &[Key {
        name: "GET /v1/items",
        doc: "Any type, member or operation.",
        example: "\"list_items\"",
        required: false,
    }],
};

/// `[lint]` has a reader of its own: its keys are codes, and one is a table.
const LINT: Table = Table {
    header: "[lint]",
    doc: "How grave a diagnostic is. Each key is a code, as it stands in brackets behind a severity; each value is \
          `error`, `warning`, `note`, or `allow` where it is not to be told at all. What is an error by itself stays one.",
    keys: &[Key { name: "path-parameter-undocumented", doc: "Any code.", example: "\"error\"", required: false }],
};

table! {
    /// What an API is called, where its documentation is, and which of its pages count. Every key may be left out; what
    /// is not said here is read from the pages.
    Config = "" {
        /// The module, the feature and the files of the API: `a-z`, `0-9` and `_`. Otherwise its folder's name.
        "name" => name: Option<Spanned<String>> = "\"acme\"";
        /// The API's name for people. Otherwise the site's, or one that is made of `name`.
        "title" => title: Option<Spanned<String>> = "\"Acme\"";
        /// Where the documentation is published; links in rustdoc begin with it.
        "docs" => docs: Option<Spanned<String>> = "\"https://docs.acme.example\"";
        /// Which pages are read, as patterns of their paths in this folder. Otherwise those of the site's navigation, and
        /// where there is none every page.
        "pages" => pages: Option<Vec<Spanned<String>>> = "[\"reference/**\"]";
        /// Where the API answers; see `[[server]]`.
        "server" => server: Option<Vec<Server>> = "[{ url = \"https://api.acme.example/v1\" }]";
        /// How a caller proves who it is; see `[auth]`.
        "auth" => auth: Option<Spanned<Auth>> = "{ kind = \"bearer\" }";
        /// What a vendor's own components mean; see `[components.NAME]`.
        "components" => components: Option<BTreeMap<Spanned<String>, ComponentRule>> = "{ Row = { name = \"key\" } }";
        /// What no page states; see `[[evidence]]`.
        "evidence" => evidence: Option<Vec<Spanned<Evidence>>> = "[{ page = \"ping.md\", method = \"GET\", path = \"/v1/ping\" }]";
        /// What the pages get wrong; see `[[errata]]`.
        "errata" => errata: Option<Vec<Spanned<Erratum>>> = "[{ at = \"Loan.due\", key = \"type\", value = \"date\", why = \"answers are dates\" }]";
        /// How lists come in pages; see `[[pagination]]`.
        "pagination" => pagination: Option<Vec<Spanned<Pagination>>> = "[{ at = \"GET /v1/loans\", by = \"none\" }]";
        /// What something is called in place of the name that it would have; see `[names]`.
        "names" => names: Option<BTreeMap<Spanned<String>, Spanned<String>>> = "{ \"Loan.due\" = \"DueDate\" }";
        /// How grave a diagnostic is; see `[lint]`.
        "lint" => lint: Option<Lint> = "{ unsupported = \"note\" }";
        /// How far the pages are followed; see `[limits]`.
        "limits" => limits: Option<Limits> = "{ depth = 32 }";
        /// How the Rust is to be; see `[rust]`.
        "rust" => rust: Option<Rust> = "{ integer = \"json\" }";
        /// Where `fetch` finds the pages, and how much it takes; see `[fetch]`.
        "fetch" => fetch: Option<Fetch> = "{ pages = [\"reference/**\"] }";
    }
}

table! {
    /// Where the API answers. The first stands in for the one that most operations name; the others are choices.
    Server = "[[server]]" {
        /// The base URL, without user, query or fragment.
        "url" => url: Spanned<String> = "\"https://api.acme.example/v1\"";
        /// A name for it, which becomes a constant.
        "name" => name: Option<String> = "\"production\"";
    }
}

table! {
    /// How a caller proves who it is. It wins over what the pages say of the API as a whole.
    Auth = "[auth]" {
        /// `bearer`, `basic`, `key` or `none`.
        "kind" => kind: AuthKind = "\"key\"";
        /// Of a key, where it goes: `header`, `query` or `cookie`. Otherwise a header.
        "in" => location: Option<KeyLocation> = "\"header\"";
        /// Of a key, the name of the header, the query parameter or the cookie.
        "name" => name: Option<String> = "\"x-api-key\"";
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum AuthKind {
    Bearer,
    Basic,
    Key,
    None,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum KeyLocation {
    Header,
    Query,
    Cookie,
}

table! {
    /// What a vendor's own component means. Where it is a field, each value names the attribute that holds the thing;
    /// where it names the operation, `$x` in a value stands for the tag's attribute `x`.
    ComponentRule = "[components.NAME]" {
        /// The attribute that holds the field's name.
        "name" => name: Option<String> = "\"key\"";
        /// The attribute that holds its type.
        "type" => ty: Option<String> = "\"kind\"";
        /// The attribute that says that it is required.
        "required" => required: Option<String> = "\"mandatory\"";
        /// The attribute that says that it is deprecated.
        "deprecated" => deprecated: Option<String> = "\"old\"";
        /// The attribute that holds its default.
        "default" => default: Option<String> = "\"initial\"";
        /// The attribute that holds its description; what the component encloses comes after that.
        "description" => description: Option<String> = "\"hint\"";
        /// The attribute that names the field around it, where the component is not enclosed in that.
        "parent" => parent: Option<String> = "\"within\"";
        /// The method of the operation that the component names.
        "method" => method: Option<String> = "\"$verb\"";
        /// The path of the operation that the component names.
        "path" => path: Option<String> = "\"/public/v1/$type/$path\"";
    }
}

table! {
    /// The operation that a page documents without saying so. A page that is not there is an error.
    Evidence = "[[evidence]]" {
        /// The page, as a path in this folder.
        "page" => page: Spanned<String> = "\"loans/renew.md\"";
        /// The method.
        "method" => method: Option<Spanned<String>> = "\"POST\"";
        /// The path, or a whole URL.
        "path" => path: Option<Spanned<String>> = "\"/v1/loans/{id}/renew\"";
        /// The heading at which the operation begins, where the page documents several: one `[[evidence]]` for each of
        /// them parts the page.
        "heading" => heading: Option<Spanned<String>> = "\"Renew a loan\"";
    }
}

table! {
    /// A correction of what the pages say. One that no longer applies is an error: then the pages were mended, and it
    /// has to go.
    Erratum = "[[errata]]" {
        /// What is wrong: `Type`, `Type.field`, `Type.value`, an operation by its id or as `METHOD /path`, its
        /// `operation.parameter`, `operation.request`, `operation.answer` or `operation.404`; or several of them by a
        /// pattern: `*.created_at`, `GET /v2/**`, `GET /v2/** limit`. The names are those that `explain` shows; errata are
        /// applied in order.
        "at" => at: Spanned<String> = "\"Loan.due\"";
        /// What is wrong about it. Of a field or a parameter: `type`, `required`, `nullable`, `default`, `deprecated`,
        /// `values`, `name` (what code calls it), `drop`, `add`. Of an operation: `method`, `path`, `server`, `auth`,
        /// `deprecated`, `name`, `arguments` (the order of what is required: `["to", "from"]`), `drop`. Of its request or an answer: `type`, `media-type`, `status`, `required`, `drop`,
        /// `add`. Of a type: `type`, `values`, `name`, `arguments`. Of a value of an enum: `name`, `drop`, `add`.
        "key" => key: Spanned<String> = "\"type\"";
        /// What the pages say now, which is how the erratum notices that it has to go. Only a pattern, and `name`, `drop`
        /// and `add`, may leave it out.
        "expect" => expect: Option<Spanned<serde_json::Value>> = "\"string\"";
        /// What is right. A type is any text that a page could have: `Loan[]`, `'open' | 'done'`, `{ id: string }`. What
        /// is added is a type, or a table with `type`, `required` and, of a parameter, `in`. `drop` needs none.
        "value" => value: Option<Spanned<serde_json::Value>> = "\"date\"";
        /// Why, for whoever reads it next year.
        "why" => why: String = "\"answers are ISO dates\"";
        /// Where that is shown.
        "link" => link: Option<String> = "\"https://support.acme.example/1234\"";
    }
}

table! {
    /// How a list comes in pages, where the pages of the documentation do not show it, or show it wrongly.
    Pagination = "[[pagination]]" {
        /// The operation, by its id or as `METHOD /path`, or several of them by a pattern.
        "at" => at: Spanned<String> = "\"GET /v1/loans\"";
        /// `cursor`, `offset`, `page`, or `none` where what looks like pages is none.
        "by" => by: PagedBy = "\"cursor\"";
        /// The parameter that asks for a page.
        "parameter" => parameter: Option<Spanned<String>> = "\"after\"";
        /// The member of the answer that holds the list, such as `data.items`. Otherwise the only list that there is.
        "items" => items: Option<Spanned<String>> = "\"loans\"";
        /// The member that says where the next page begins. A cursor needs it.
        "next" => next: Option<Spanned<String>> = "\"paging.next\"";
        /// The member that says whether another page follows.
        "more" => more: Option<Spanned<String>> = "\"paging.has_more\"";
        /// The member that counts the items of the whole list.
        "total" => total: Option<Spanned<String>> = "\"paging.total\"";
        /// The number of the first page, where pages are counted: 0 or 1.
        "first" => first: Option<Spanned<i64>> = "1";
    }
}

/// What asks for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum PagedBy {
    Cursor,
    Offset,
    Page,
    None,
}

table! {
    /// What is known of the documentation and may stay: it is counted and no longer told. What is an error by itself is told
    /// all the same, and one that meets nothing is a warning of `lint`.
    Allow = "[[lint.allow]]" {
        /// The code.
        "code" => code: Spanned<String> = "\"example-contradicts-field\"";
        /// The pages, as a path in this folder or a pattern of them. Otherwise all.
        "page" => page: Option<Spanned<String>> = "\"loans/**\"";
        /// Why, for whoever reads it next year.
        "why" => why: String = "\"the vendor knows, and mends it with version 2\"";
    }
}

/// What `[lint]` says.
#[derive(Debug, Default)]
pub(super) struct Lint {
    /// Codes, with what is to become of them.
    pub(super) levels: Vec<(Spanned<String>, Spanned<String>)>,
    /// What may stay.
    pub(super) allow: Vec<Spanned<Allow>>,
}

impl<'de> Deserialize<'de> for Lint {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> serde::de::Visitor<'de> for Keys {
            type Value = Lint;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("codes with severities")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Lint, A::Error> {
                let mut lint = Lint::default();
                while let Some(key) = map.next_key::<Spanned<String>>()? {
                    match key.get_ref().as_str() {
                        "allow" => lint.allow = map.next_value()?,
                        _ => lint.levels.push((key, map.next_value()?)),
                    }
                }
                Ok(lint)
            }
        }
        deserializer.deserialize_map(Keys)
    }
}

table! {
    /// How far the pages are followed.
    Limits = "[limits]" {
        /// How deep lists, maps, objects and alternatives are followed into each other; what is deeper is any JSON. 64
        /// where nothing is said.
        "depth" => depth: Option<Spanned<usize>> = "32";
    }
}

table! {
    /// How the Rust of this API is to be. The model is the same whatever it says.
    Rust = "[rust]" {
        /// What a `number` is: `f64`, or `json` for a JSON number, of which nothing is lost.
        "number" => number: Option<Number> = "\"f64\"";
        /// What an `integer` is: `i64`, or `json` for a JSON number, which may be larger or have a fraction.
        "integer" => integer: Option<Integer> = "\"i64\"";
        /// Whether a struct that is received keeps the members that no page documents, and writes them back.
        "keep-unknown-members" => keep_unknown_members: Option<bool> = "false";
    }
}

table! {
    /// Where `fetch` finds the pages, and how much it takes. `regen` reads none of it, and opens no connection.
    Fetch = "[fetch]" {
        /// What lists the pages, by address: an `llms.txt`, an `llms-full.txt`, a sitemap (`.xml`), an OpenAPI document
        /// (`.json`, `.yaml`), or pages themselves. Otherwise the first that there is of `llms.txt`, `llms-full.txt` and
        /// `sitemap.xml` at `docs`, then at the root of its host.
        "from" => from: Option<Vec<Spanned<String>>> = "[\"https://docs.acme.example/llms.txt\"]";
        /// Which of the listed pages are taken, as patterns of their paths in this folder. Otherwise all.
        "pages" => pages: Option<Vec<Spanned<String>>> = "[\"reference/**\"]";
        /// Hosts that are asked as well as that of `docs` and those of `from`: links and redirects to any other are not
        /// followed.
        "hosts" => hosts: Option<Vec<Spanned<String>>> = "[\"static.acme.example\"]";
        /// How many pages there may be. 2000 where nothing is said.
        "max-pages" => max_pages: Option<Spanned<u64>> = "2000";
        /// How large one answer may be, in MiB, once it is unpacked: 1 to 16, which is the most that is read of a page.
        "max-page-mib" => max_page_mib: Option<Spanned<u64>> = "16";
        /// How large all answers of a run may be together, in MiB. 256 where nothing is said.
        "max-total-mib" => max_total_mib: Option<Spanned<u64>> = "256";
        /// How long one answer may take, in seconds. 30 where nothing is said.
        "timeout" => timeout: Option<Spanned<u64>> = "30";
        /// How long a run may take, in seconds. 1800 where nothing is said.
        "max-time" => max_time: Option<Spanned<u64>> = "1800";
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Number {
    #[default]
    F64,
    Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Integer {
    #[default]
    I64,
    Json,
}

/// The name alone, out of a file whose other keys may be wrong.
pub(super) fn name_alone(text: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Name {
        name: Option<String>,
    }
    toml::from_str::<Name>(text).ok()?.name
}

/// What is asked of the Rust alone, out of a file whose other keys may be those of another version.
pub(super) fn rust_alone(text: &str) -> Option<Rust> {
    #[derive(Deserialize)]
    struct Asked {
        rust: Option<Rust>,
    }
    toml::from_str::<Asked>(text).ok()?.rust
}
