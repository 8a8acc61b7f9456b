//! Input: a component, and what api.toml says of the vendor's own. Output: the [`FieldComponent`] or the endpoint that it is.
//! Invariant: nothing else decides which components are fields.

use crate::draft::section::Section;
use crate::draft::target;
use crate::project::ComponentRule;
use crate::read::page::{Component, Node};

/// How a field component is read: which attribute means what.
#[derive(Clone, Copy, Debug)]
pub(crate) enum FieldComponent<'a> {
    /// `ParamField`: where it goes is an attribute of its own.
    Param,
    /// `ResponseField`.
    Response,
    /// A component that api.toml maps onto a field.
    Mapped(&'a ComponentRule),
}

impl FieldComponent<'_> {
    /// The attributes that may hold the name.
    pub(crate) fn names(&self) -> &[&str] {
        match self {
            Self::Param => &["path", "query", "header", "cookie", "body", "form", "name"],
            Self::Response => &["name", "body"],
            Self::Mapped(_) => &[],
        }
    }

    /// The attribute that holds the type.
    pub(crate) fn ty(&self) -> &str {
        self.mapped(|rule| rule.ty.as_deref()).unwrap_or("type")
    }

    /// The attribute that says that the field is required.
    pub(crate) fn required(&self) -> &str {
        self.mapped(|rule| rule.required.as_deref()).unwrap_or("required")
    }

    /// The attribute that says that the field is deprecated.
    pub(crate) fn deprecated(&self) -> &str {
        self.mapped(|rule| rule.deprecated.as_deref()).unwrap_or("deprecated")
    }

    /// The attributes that may hold the default.
    pub(crate) fn defaults(&self) -> [&str; 2] {
        [self.mapped(|rule| rule.default.as_deref()).unwrap_or("default"), "initialValue"]
    }

    /// The attribute that holds the description.
    pub(crate) fn description(&self) -> Option<&str> {
        self.mapped(|rule| rule.description.as_deref())
    }

    fn mapped<'b>(&'b self, read: impl FnOnce(&'b ComponentRule) -> Option<&'b str>) -> Option<&'b str> {
        match self {
            Self::Mapped(rule) => read(rule),
            Self::Param | Self::Response => None,
        }
    }
}

/// What a component is, if it is a field.
pub(crate) fn field<'a>(component: &Component, rules: &'a [ComponentRule]) -> Option<FieldComponent<'a>> {
    match &*component.name {
        "ParamField" | "Param" => Some(FieldComponent::Param),
        "ResponseField" => Some(FieldComponent::Response),
        name => {
            let rule = rules.iter().find(|rule| rule.component.value == name)?;
            rule.name.is_some().then_some(FieldComponent::Mapped(rule))
        }
    }
}

/// Where all fields that stand right here belong, where each says it itself and all say the same.
pub(crate) fn beside(nodes: &[Node]) -> Option<Section> {
    let of = |node: &Node| match node {
        Node::Component(component) => match field(component, &[])? {
            FieldComponent::Param => {
                let said = [("path", Section::Path), ("query", Section::Query), ("header", Section::Header)];
                let said = said.into_iter().find(|(attribute, _)| component.attribute(attribute).is_some());
                Some(said.map_or(Section::Body, |(_, section)| section))
            }
            _ => Some(Section::Response),
        },
        _ => None,
    };
    let mut all = nodes.iter().filter_map(of);
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

/// The fields that stand side by side in nodes, through whatever lays them out.
pub(crate) fn below<'a, 'r>(nodes: &'a [Node], rules: &'r [ComponentRule]) -> Vec<(&'a Component, FieldComponent<'r>)> {
    let mut found = Vec::new();
    for node in nodes {
        let Node::Component(component) = node else { continue };
        match field(component, rules) {
            Some(tag) => found.push((component, tag)),
            None => found.extend(below(&component.children, rules)),
        }
    }
    found
}

/// Method and path of a component that names the operation.
pub(crate) fn endpoint(component: &Component, rules: &[ComponentRule]) -> Option<(String, target::Target)> {
    let rule = rules.iter().find(|rule| rule.component.value == component.name)?;
    let method = fill(rule.method.as_deref()?, component)?;
    let target = target::target(&fill(rule.path.as_deref()?, component)?)?;
    Some((method.to_ascii_uppercase(), target))
}

/// Puts the tag's attributes in place of `$name`. `None` where the tag lacks one of them.
fn fill(template: &str, component: &Component) -> Option<String> {
    let mut pieces = template.split('$');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').unwrap_or(piece.len());
        let (name, rest) = piece.split_at_checked(end)?;
        filled.push_str(component.attribute(name)?.value.text()?.trim_matches('/'));
        filled.push_str(rest);
    }
    Some(filled)
}
