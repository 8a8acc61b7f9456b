//! Input: what stands on a page. Output: its parts, each about one operation, where request lines open several.
//! Invariant: every node is in one part, in the order of the page; a page of one operation is not taken apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::draft::endpoint::EndpointClaim;
use crate::draft::section::{Section, Status};
use crate::gather::page::field_components;
use crate::gather::page::request_line::{self, RequestLine};
use crate::project::ComponentRule;
use crate::read::ledger::{Ledger, Outcome, Reason};
use crate::read::page::{Component, Heading, Node};
use crate::read::pattern::patterns;
use crate::schema::path::identity;

patterns! {
    OBJECT = r"(?i)^(?:the\s+)?[a-z][\w -]{0,40} (?:object|resource|model|schema)$";
}

/// A heading that a title makes stands below every other.
const LEVEL_OF_TITLES: u8 = 6;

/// What stands on a page about one operation, or before the first.
pub(crate) struct Part {
    /// The line that opens it.
    pub(crate) line: Option<RequestLine>,
    /// What its heading calls the operation.
    pub(crate) title: Option<String>,
    pub(crate) nodes: Vec<Node>,
    /// Whether it opens an operation though no line does.
    pub(crate) is_sampled: bool,
    /// Whether a heading is the line.
    is_heading: bool,
}

impl Part {
    /// What stands below a heading that only samples a call, or before the first of them.
    pub(crate) fn new(title: Option<String>, nodes: Vec<Node>) -> Self {
        let (is_sampled, title) = (title.is_some(), title.map(without_number));
        Self { line: None, title, nodes, is_sampled, is_heading: false }
    }
}

/// The parts of a page, the first of which stands before all lines; `None` where there are fewer than two operations. `own`
/// is the one that its frontmatter names: what stands below its line belongs to the first part.
pub(crate) fn parts(
    nodes: &[Node],
    own: Option<&EndpointClaim>,
    rules: &[ComponentRule],
    ledger: &mut Ledger,
) -> Option<Vec<Part>> {
    let is_own = |line: &RequestLine| own.is_some_and(|own| same_call(own, line));
    let mut keys = BTreeSet::new();
    lines(nodes, rules, &mut |line| {
        if !is_own(line) {
            keys.insert(line.key());
        }
    });
    if keys.len() + usize::from(own.is_some()) < 2 {
        return None;
    }
    let mut flat = Vec::new();
    flatten(nodes, rules, ledger, &mut flat);
    let mut parts =
        Parts { rules, all: vec![Part::new(None, Vec::new())], known: BTreeMap::new(), current: 0, pending: None };
    for node in flat {
        match opened(&node) {
            Some((title, line)) => parts.open(title, line, node, &is_own),
            None => parts.add(node),
        }
    }
    parts.release();
    let mut all = parts.all;
    if own.is_some() {
        fold(&mut all, rules);
    } else if let Some(first) = all.first_mut() {
        first.title = object(first, rules);
    }
    Some(all)
}

/// The heading of what stands before all lines, where that describes an object: `The boat object`.
fn object(part: &Part, rules: &[ComponentRule]) -> Option<String> {
    let mut headings = part.nodes.iter().filter_map(|node| match node {
        Node::Heading(heading) => Some(heading),
        _ => None,
    });
    let only = headings.next().filter(|_| headings.next().is_none())?;
    (OBJECT.is_match(only.text.trim()) && holds_fields(&part.nodes, rules)).then(|| only.text.clone())
}

/// Gives the page of one operation back what stands below another line without a field: it is said of that operation.
fn fold(parts: &mut Vec<Part>, rules: &[ComponentRule]) {
    let is_another = |part: &Part| part.is_heading || holds_fields(&part.nodes, rules);
    let mut kept: Vec<Part> = Vec::new();
    for part in parts.drain(..) {
        match kept.last_mut() {
            Some(before) if !is_another(&part) => before.nodes.extend(part.nodes),
            _ => kept.push(part),
        }
    }
    *parts = kept;
}

pub(crate) fn holds_fields(nodes: &[Node], rules: &[ComponentRule]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Component(component) => {
            field_components::field(component, rules).is_some() || holds_fields(&component.children, rules)
        }
        Node::ListedField(_) => true,
        Node::Heading(_) | Node::Prose(_) | Node::Code(_) | Node::Endpoint(_) => false,
    })
}

struct Parts<'a> {
    rules: &'a [ComponentRule],
    all: Vec<Part>,
    /// The parts by what their lines call.
    known: BTreeMap<(String, String), usize>,
    /// The part that stands open.
    current: usize,
    /// A heading and the text below it, until it is known whether a line follows: then it is that operation's.
    pending: Option<(Heading, Vec<Node>)>,
}

impl Parts<'_> {
    fn add(&mut self, node: Node) {
        match (node, &mut self.pending) {
            // A heading below another one may be the operation's own, or only say that its line follows.
            (Node::Heading(heading), Some((above, nodes))) if heading.level > above.level => {
                nodes.push(Node::Heading(heading));
            }
            (Node::Heading(heading), _) => {
                self.release();
                self.pending = Some((heading, Vec::new()));
            }
            (node @ Node::Prose(_), Some((_, nodes))) => nodes.push(node),
            (node @ Node::Component(_), Some((_, nodes))) if !holds_fields(std::slice::from_ref(&node), self.rules) => {
                nodes.push(node);
            }
            (node, _) => {
                self.release();
                self.put(node);
            }
        }
    }

    fn put(&mut self, node: Node) {
        if let Some(part) = self.all.get_mut(self.current) {
            part.nodes.push(node);
        }
    }

    /// Gives what no line followed to the part that it stands in.
    fn release(&mut self) {
        if let Some((heading, nodes)) = self.pending.take() {
            self.put(Node::Heading(heading));
            nodes.into_iter().for_each(|node| self.put(node));
        }
    }

    /// Begins the part of a line, or goes on with the one of the same operation.
    fn open(&mut self, title: Option<String>, line: RequestLine, node: Node, is_own: &dyn Fn(&RequestLine) -> bool) {
        let is_heading = matches!(node, Node::Heading(_));
        if is_heading {
            self.release();
        }
        let key = line.key();
        let known = match is_own(&line) {
            true => Some(0),
            false => self.known.get(&key).copied(),
        };
        if known == Some(self.current) {
            self.release();
            return self.put(node);
        }
        let (heading, text) = self.pending.take().map_or((None, Vec::new()), |(heading, text)| (Some(heading), text));
        let heading = heading.and_then(|heading| title_of(&heading, &text));
        self.current = known.unwrap_or(self.all.len());
        if known.is_none() {
            self.known.insert(key, self.all.len());
            self.all.push(Part {
                line: Some(line),
                title: title.or(heading).map(without_number),
                nodes: Vec::new(),
                is_sampled: false,
                is_heading,
            });
        }
        text.into_iter().for_each(|node| self.put(node));
        // A heading that is the line says nothing of sections.
        if !is_heading {
            self.put(node);
        }
    }
}

/// What the headings above a line call its operation: the last of them that does not only say that a line follows.
fn title_of(first: &Heading, nodes: &[Node]) -> Option<String> {
    let below = nodes.iter().filter_map(|node| match node {
        Node::Heading(heading) => Some(heading),
        _ => None,
    });
    let says = |heading: &&Heading| {
        !request_line::is_label(&heading.text)
            && Section::parse(&heading.text).is_none()
            && Status::of_title(&heading.text).is_none()
    };
    std::iter::once(first).chain(below).rfind(says).map(|heading| heading.text.clone())
}

/// A title without the number of its step: `2. Free a seat`, `Step 2: free a seat`.
fn without_number(title: String) -> String {
    let step = title.get(..5).filter(|front| front.eq_ignore_ascii_case("step ")).map_or(0, str::len);
    let from_number = title.get(step..).unwrap_or_default();
    let rest = from_number.trim_start_matches(|c: char| c.is_ascii_digit());
    let ends: &[char] = if step > 0 { &[':', '.', ')', '-', '–', '—', ' '] } else { &['.', ')'] };
    let numbered = rest.len() < from_number.len() && rest.starts_with(ends);
    let rest = rest.trim_start_matches(ends).trim_start();
    if numbered && !rest.is_empty() { rest.to_owned() } else { title }
}

/// Whether what stands before a path may be the base path that another spelling of it leaves out: `/api/v1`.
fn is_base_path(front: &str) -> bool {
    let version =
        |word: &str| word.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    front.split('/').all(|word| word.is_empty() || version(word) || matches!(word, "api" | "rest" | "public"))
}

/// Whether a line is about the call that the frontmatter names, with or without the base path.
fn same_call(own: &EndpointClaim, line: &RequestLine) -> bool {
    let Some(target) = &own.target else { return false };
    let (own_path, path) = (identity(&target.path), identity(&line.target.path));
    let same_host = match (&target.server, &line.target.server) {
        (Some(own), Some(server)) => own.eq_ignore_ascii_case(server),
        _ => true,
    };
    let front = own_path.strip_suffix(path.as_str()).or_else(|| path.strip_suffix(own_path.as_str()));
    same_host && own.method.as_ref().is_none_or(|method| *method == line.method) && front.is_some_and(is_base_path)
}

/// The line that a node is, and the title in front of it.
fn opened(node: &Node) -> Option<(Option<String>, RequestLine)> {
    match node {
        Node::Heading(heading) => request_line::of_heading(heading),
        Node::Code(block) => Some((None, request_line::of_block(block)?)),
        Node::Prose(prose) => Some((None, request_line::of_prose(&prose.markdown, prose.span)?.0)),
        Node::Component(_) | Node::Endpoint(_) | Node::ListedField(_) => None,
    }
}

/// Whether a component only arranges what it encloses, so that a line in it may open an operation.
fn is_layout(component: &Component, rules: &[ComponentRule]) -> bool {
    let holds_samples = matches!(&*component.name, "RequestExample" | "ResponseExample" | "CodeGroup");
    !holds_samples && field_components::field(component, rules).is_none()
}

/// Calls `found` with each request line.
pub(crate) fn lines(nodes: &[Node], rules: &[ComponentRule], found: &mut dyn FnMut(&RequestLine)) {
    for node in nodes {
        match node {
            Node::Component(component) if is_layout(component, rules) => {
                title(component).and_then(|title| opened(&title)).into_iter().for_each(|(_, line)| found(&line));
                lines(&component.children, rules, found);
            }
            node => opened(node).into_iter().for_each(|(_, line)| found(&line)),
        }
    }
}

/// The nodes with what arranges operations taken away.
fn flatten(nodes: &[Node], rules: &[ComponentRule], ledger: &mut Ledger, out: &mut Vec<Node>) {
    for node in nodes {
        let Node::Component(component) = node else {
            out.push(node.clone());
            continue;
        };
        let mut holds_lines = false;
        lines(std::slice::from_ref(node), rules, &mut |_| holds_lines = true);
        if holds_lines {
            ledger.settle(component.id, Outcome::Ignored(Reason::Layout));
            out.extend(title(component));
            flatten(&component.children, rules, ledger, out);
        } else {
            out.push(node.clone());
        }
    }
}

/// The title of an Accordion or a Tab as a heading.
fn title(component: &Component) -> Option<Node> {
    let title = component.attribute("title")?;
    let text = title.value.text()?;
    Some(Node::Heading(Heading { level: LEVEL_OF_TITLES, text, span: title.span }))
}

#[cfg(test)]
mod tests {
    use super::without_number;

    #[test]
    fn the_number_of_a_step_is_none_of_its_title() {
        let cases = [
            ("2. Free a seat", "Free a seat"),
            ("3) Free a seat", "Free a seat"),
            ("Step 2: free a seat", "free a seat"),
            ("Step 10 - Free a seat", "Free a seat"),
            ("step 1 Free a seat", "Free a seat"),
            ("Step 2", "Step 2"),
            ("Step into a boat", "Step into a boat"),
            ("3 seats", "3 seats"),
            ("Stép 2: x", "Stép 2: x"),
        ];
        for (title, want) in cases {
            assert_eq!(without_number(title.to_owned()), want);
        }
    }
}
