//! Input: nothing. Output: plans for tests to change and print.
//! Invariant: they hold what `plan` may hold.

use crate::plan::model::*;
use crate::schema::Style;

pub(super) fn rust(name: &str) -> RustName {
    RustName(name.to_owned())
}

pub(super) fn wire(name: &str) -> WireName {
    WireName(name.to_owned())
}

pub(super) fn docs(summary: &str) -> Docs {
    let page = PageLink { title: "Update thread".to_owned(), url: Some("https://docs.example.com/update".to_owned()) };
    Docs { summary: summary.to_owned(), links: vec![page], ..Docs::default() }
}

pub(super) fn vec(ty: RustType) -> RustType {
    RustType::Vec(Box::new(ty))
}

pub(super) fn named(name: &str) -> RustType {
    RustType::Named(rust(name))
}

pub(super) fn field(name: &str, ty: RustType, presence: Presence) -> FieldPlan {
    let bare = name.strip_prefix("r#").unwrap_or(name);
    FieldPlan {
        name: rust(name),
        wire: wire(bare),
        ty,
        presence,
        null_if_missing: false,
        docs: Docs::default(),
        deprecated: None,
    }
}

pub(super) fn structure(name: &str, fields: Vec<FieldPlan>) -> TypePlan {
    let required = fields.iter().enumerate().filter(|(_, field)| field.presence.is_required());
    let given: Vec<usize> = required.map(|(at, _)| at).collect();
    let plan = StructPlan {
        default: given.is_empty(),
        fields,
        given,
        setters: true,
        required_struct: None,
        unknown_members: None,
        is_record: true,
    };
    TypePlan {
        name: rust(name),
        of: name.to_owned(),
        is_input: false,
        docs: docs(&format!("A {name}.")),
        kind: TypePlanKind::Struct(plan),
        section: None,
        equality: crate::plan::model::Equality::Partial,
    }
}

pub(super) fn kind(name: &str, kind: TypePlanKind) -> TypePlan {
    TypePlan {
        name: rust(name),
        of: name.to_owned(),
        is_input: false,
        docs: docs(&format!("A {name}.")),
        kind,
        section: None,
        equality: crate::plan::model::Equality::Partial,
    }
}

pub(super) fn enumeration(name: &str, integer: bool, values: &[(&str, &str)]) -> TypePlan {
    let variants = values
        .iter()
        .map(|(name, value)| EnumVariantPlan {
            name: rust(name),
            wire: wire(value),
            number: value.parse().ok().filter(|_| integer),
            docs: Docs::default(),
        })
        .collect();
    kind(name, TypePlanKind::Enum(EnumPlan { integer, variants, unknown: rust("Unknown") }))
}

pub(super) fn union(name: &str, variants: &[(&str, RustType)]) -> TypePlan {
    let variants = variants
        .iter()
        .map(|(name, ty)| UnionVariantPlan {
            name: rust(name),
            ty: ty.clone(),
            record: None,
            discriminator: None,
            docs: Docs::default(),
        })
        .collect();
    kind(name, TypePlanKind::Union(UnionPlan { variants, unknown: rust("Unknown") }))
}

pub(super) fn input(name: &str, ty: RustType, presence: Presence, target: InputTarget) -> InputPlan {
    let bare = name.strip_prefix("r#").unwrap_or(name);
    let (docs, style) = (Docs::default(), Style::default());
    InputPlan {
        name: rust(name),
        wire: wire(bare),
        ty,
        presence,
        target,
        style,
        media_type: None,
        docs,
        deprecated: None,
    }
}

pub(super) fn body_field(name: &str, ty: RustType, presence: Presence) -> InputPlan {
    input(name, ty, presence, InputTarget::BodyField(rust(name)))
}

pub(super) fn operation(method: &str, ty: &str, path: &[&str]) -> OperationPlan {
    let path = path.iter().map(|piece| match piece.strip_prefix('$') {
        Some(input) => PathPiece::Input(rust(input)),
        None => PathPiece::Literal((*piece).to_owned()),
    });
    OperationPlan {
        section: None,
        method_name: rust(method),
        type_name: rust(ty),
        http_method: "GET".to_owned(),
        query: None,
        tail: String::new(),
        path: path.collect(),
        server: None,
        auth: None,
        docs: docs(&format!("Does {method}.")),
        deprecated: None,
        inputs: Vec::new(),
        example: Vec::new(),
        answer: None,
        required_struct: None,
        body: BodyPlan::None,
        media: MediaPlan::default(),
        success: None,
        answers: None,
        errors: Vec::new(),
        pagination: None,
    }
}

pub(super) fn api(module: &str) -> ApiPlan {
    ApiPlan {
        library: rust("fieldstone_apis"),
        sections: Vec::new(),
        module: rust(module),
        title: "AlgoReg".to_owned(),
        docs_url: Some("https://docs.example.com".to_owned()),
        servers: Vec::new(),
        other_servers: Vec::new(),
        auth: AuthPlan::Bearer,
        other_auth: Vec::new(),
        auth_differs: false,
        types: Vec::new(),
        operations: Vec::new(),
        example: None,
        files: FilesPlan::default(),
    }
}

/// The API that the user's chair of the design shows.
pub(super) fn algoreg() -> ApiPlan {
    use Presence::Optional;
    use RustType::{I64, Json, String};
    let body = [
        ("comment", String),
        ("customer_external_ids", vec(String)),
        ("customer_ids", vec(String)),
        ("reminder", named("ThreadReminderInput")),
        ("status", I64),
        ("tag_codes", vec(String)),
    ];
    let mut deprecated = field("nationality_code", String, Optional);
    deprecated.docs = docs("deprecated. Use nationality\\_codes instead");
    deprecated.deprecated = Some("Use nationality_codes instead".to_owned());
    let mut limit = field("limit", I64, Optional);
    limit.docs.facts = vec![Fact { label: "Default", values: vec!["25".to_owned()] }];
    let mut update = operation("update_thread", "UpdateThread", &["/api/v1/thread/", "$id"]);
    update.docs.summary = "Updates the specified chat thread.".to_owned();
    update.http_method = "POST".to_owned();
    update.inputs = vec![input("id", String, Presence::Required, InputTarget::Path)];
    update.inputs.extend(body.iter().map(|(name, ty)| body_field(name, ty.clone(), Optional)));
    update.body = BodyPlan::Fields { ty: rust("UpdateThreadInput"), required: false };
    update.success = Some(named("Thread"));
    update.errors = vec![("default".to_owned(), named("UpdateThreadError"))];
    ApiPlan {
        sections: Vec::new(),
        types: vec![
            structure("ApiError", vec![field("code", String, Optional), field("message", String, Optional)]),
            structure(
                "Customer",
                vec![
                    field("custom_fields", RustType::Map(Box::new(Json)), Optional),
                    deprecated,
                    field("nationality_codes", vec(String), Optional),
                    limit,
                    field("parent", RustType::Boxed(Box::new(named("Customer"))), Optional),
                ],
            ),
            structure(
                "Thread",
                vec![
                    field("id", String, Optional),
                    field("customers", vec(named("Customer")), Optional),
                    field("status", named("ThreadStatus"), Optional),
                    field("created_at", RustType::DateTime, Optional),
                ],
            ),
            structure("ThreadReminderInput", vec![field("delay", I64, Optional), field("number_left", I64, Optional)]),
            kind("ThreadStatus", TypePlanKind::Opaque),
            structure("UpdateThreadError", vec![field("errors", vec(named("ApiError")), Optional)]),
            structure("UpdateThreadInput", body.iter().map(|(name, ty)| field(name, ty.clone(), Optional)).collect()),
        ],
        operations: vec![update],
        ..api("algoreg")
    }
}

/// Every shape that the plan knows, under names that Rust and we use ourselves.
pub(super) fn obstacles() -> ApiPlan {
    use Presence::{Optional, Required, RequiredNullable, ThreeState};
    use RustType::{Bool, F64, I64, Json, String};
    let mut create = operation("r#move", "Send", &["/v1/", "$box", "/", "$r#type", ".json"]);
    create.http_method = "PUT".to_owned();
    create.deprecated = Some("Use [something] <else>".to_owned());
    create.inputs = vec![
        input("r#box", I64, Required, InputTarget::Path),
        input("r#type", named("Vec"), Required, InputTarget::Path),
        input("body", String, Required, InputTarget::Query),
        input("x_token", String, Required, InputTarget::Header),
        body_field("name", String, Required),
        body_field("parent", String, RequiredNullable),
        input("client", vec(I64), Optional, InputTarget::Query),
        input("at", RustType::DateTime, Optional, InputTarget::Query),
        input("if_match", vec(String), Optional, InputTarget::Header),
        input("session", String, Optional, InputTarget::Cookie),
        body_field("title", String, ThreeState),
        body_field("r#ref", F64, Optional),
    ];
    create.path = vec![
        PathPiece::Literal("/v1/".to_owned()),
        PathPiece::Input(rust("r#box")),
        PathPiece::Literal("/".to_owned()),
        PathPiece::Input(rust("r#type")),
        PathPiece::Literal(".json".to_owned()),
    ];
    create.required_struct = Some(rust("SendRequired"));
    create.body = BodyPlan::Fields { ty: rust("Some"), required: true };
    create.success = Some(vec(named("Client")));
    create.errors = ["4XX", "default", "404"].map(|status| (status.to_owned(), named("Error"))).to_vec();

    let mut replace = operation("replace", "Result", &["/v1/all"]);
    replace.http_method = "PATCH".to_owned();
    replace.inputs = vec![input("items", vec(named("String")), Required, InputTarget::Body)];
    replace.body = BodyPlan::Whole;
    replace.errors = vec![("409".to_owned(), named("Error"))];
    let mut replace_some = operation("replace_some", "ReplaceSome", &["/v1/some"]);
    replace_some.inputs = vec![input("body", Json, Optional, InputTarget::Body)];
    replace_some.body = BodyPlan::Whole;
    replace_some.success = Some(Json);
    let mut ping = operation("ping", "Ping", &["/v1/ping"]);
    ping.deprecated = Some(std::string::String::new());
    ping.server = Some(ServerPlan { constant: rust("SOME"), url: "https://some.example.com".to_owned() });
    ping.auth = Some(AuthPlan::KeyHeader(wire("x-own-key")));
    replace_some.auth = Some(AuthPlan::None);
    let create_plain = {
        let mut plan = operation("create", "Create", &["/v1/some"]);
        plan.http_method = "POST".to_owned();
        plan.inputs = vec![
            body_field("name", String, Required),
            body_field("parent", String, RequiredNullable),
            body_field("title", String, ThreeState),
        ];
        plan.body = BodyPlan::Fields { ty: rust("Some"), required: true };
        plan
    };

    let mut old = field("name", String, Required);
    old.deprecated = Some(std::string::String::new());
    let mut many =
        structure("Many", ["a", "b", "c", "d", "e", "f", "g", "h"].map(|name| field(name, I64, Required)).into());
    if let TypePlanKind::Struct(plan) = &mut many.kind {
        plan.setters = false;
    }
    let mut wide = structure("Wide", ["a", "b", "c", "d"].map(|name| field(name, vec(String), Required)).into());
    if let TypePlanKind::Struct(plan) = &mut wide.kind {
        plan.required_struct = Some(rust("WideRequired"));
    }
    ApiPlan {
        sections: Vec::new(),
        title: "Obstacles <b>[x]".to_owned(),
        auth: AuthPlan::KeyQuery(wire("key")),
        servers: vec![ServerPlan { constant: rust("PRODUCTION"), url: "https://api.example.com/base".to_owned() }],
        other_servers: ping.server.clone().into_iter().collect(),
        other_auth: ping.auth.clone().into_iter().collect(),
        auth_differs: true,
        types: vec![
            enumeration("Box", true, &[("Low", "-1"), ("High", "10")]),
            structure("Client", vec![field("option", named("Option"), Optional), field("r#fn", Bool, Optional)]),
            structure("Clone", vec![field("debug", named("Debug"), Optional)]),
            structure("Config", vec![field("api", String, Optional)]),
            structure("DateTime", vec![field("at", RustType::DateTime, Optional)]),
            structure("Debug", vec![field("clone_of", String, Optional)]),
            structure("Default", vec![field("at", RustType::DateTime, Required)]),
            structure("Error", vec![field("message", String, Optional)]),
            structure("From", vec![field("x", vec(RustType::DateTime), Optional)]),
            structure("Into", vec![field("x", vec(String), Optional)]),
            structure("IntoIterator", vec![field("x", vec(Bool), Optional)]),
            structure("Iterator", vec![field("x", vec(String), Required)]),
            structure("Json", vec![field("json", Json, Optional)]),
            many,
            kind("None", TypePlanKind::Opaque),
            kind("Ok", TypePlanKind::Alias(vec(named("None")))),
            union(
                "Option",
                &[("Text", String), ("Number", F64), ("List", vec(named("Option"))), ("Error", named("Error"))],
            ),
            structure("Serialize", vec![field("de", named("Ok"), Optional)]),
            structure(
                "Some",
                vec![
                    old,
                    field("parent", String, RequiredNullable),
                    field("title", String, ThreeState),
                    FieldPlan { wire: wire("$ref"), ..field("r#ref", F64, Optional) },
                ],
            ),
            structure("String", vec![field("text", String, Optional)]),
            enumeration("Vec", false, &[("Open", "open"), ("Closed", "closed \"now\"")]),
            wide,
        ],
        operations: vec![create_plain, create, ping, replace, replace_some],
        ..api("obstacles")
    }
}
