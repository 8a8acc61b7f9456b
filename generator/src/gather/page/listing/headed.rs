//! Input: nodes that stand side by side, from a heading on. Output: the fields that headings document, one each, and how many
//! nodes they take up: `` #### `limit` (integer, required) `` with its sentences below.
//! Invariant: a heading without a marked name and its type is no field, and ends what those above it say.

use crate::gather::page::context::Context;
use crate::gather::page::listing::entry::{Entry, nested};
use crate::gather::page::listing::place::{self, Looks};
use crate::gather::page::listing::places::Places;
use crate::gather::page::listing::{Listed, may_list, paragraphs};
use crate::gather::page::reader::Reader;
use crate::read::page::{Heading, Node, Prose};
use crate::schema::Evidence;
use crate::source::Span;

/// Headings that are fields, and what surrounds them.
#[derive(Debug, Default)]
pub(crate) struct HeadedFields {
    around: Option<(u8, Context)>,
}

impl Reader<'_> {
    /// Takes the fields that the headings in front of `nodes` are, each with the text below it. Output: how many nodes that
    /// were. A heading below which more stands than text is what that is about.
    pub(crate) fn headed_fields(
        &mut self,
        nodes: &[Node],
        headed: &mut HeadedFields,
        context: &mut Context,
    ) -> Option<usize> {
        let Some(Node::Heading(first)) = nodes.first() else { return None };
        let outer = headed.around.take().filter(|(level, _)| first.level >= *level);
        let says_whether = paragraphs::entry(self.marked(first)?, 0..0)?.required.is_some();
        let looks = Looks { says_whether, is_below_line: self.has_line(""), ..Looks::default() };
        let (level, outer) = outer.unwrap_or_else(|| (first.level, context.clone()));
        let place = place::place(&outer, "", looks)?;
        let (entries, whole, taken) = self.fields(nodes, first.level)?;
        let text = self.sources.text(whole).to_owned();
        let last = entries.last().map(|entry| (entry.name.clone(), entry.indent));
        let listed = Listed { entries: nested(entries), evidence: Evidence::List, place, is_said: false };
        let prose = Prose { markdown: text, span: whole, rows: Vec::new() };
        if !self.take(listed, &outer, &mut Places::new(self.sources, &prose)) {
            return None;
        }
        match nodes.get(taken) {
            None | Some(Node::Heading(_)) => *context = outer.clone(),
            Some(_) => {
                let level = last.as_ref().and_then(|(_, level)| u8::try_from(*level).ok()).unwrap_or(first.level);
                let text = last.map(|(name, _)| name).unwrap_or_default();
                self.heading(&Heading { level, text, span: first.span }, context);
            }
        }
        headed.around = Some((level, outer));
        Some(taken)
    }

    /// A heading as it is written, where it begins with something marked.
    fn marked(&self, heading: &Heading) -> Option<&str> {
        let text = self.sources.text(heading.span).trim_start_matches('#').trim();
        text.starts_with(['`', '*']).then_some(text)
    }

    /// The fields, where they stand, and how many nodes they take up; `None` where the first node is none.
    fn fields(&self, nodes: &[Node], level: u8) -> Option<(Vec<Entry>, Span, usize)> {
        let (mut entries, mut taken, mut whole) = (Vec::new(), 0, None::<Span>);
        while let Some(Node::Heading(heading)) = nodes.get(taken) {
            if heading.level < level {
                break;
            }
            let Some(marked) = self.marked(heading) else { break };
            let below = match nodes.get(taken + 1) {
                Some(Node::Prose(prose)) if !may_list(&prose.markdown) => Some(prose),
                _ => None,
            };
            let text = format!("{marked}\n{}", below.map_or("", |prose| prose.markdown.as_str()));
            let start = whole.map_or(heading.span.start, |whole| whole.start);
            let range = (heading.span.start - start) as usize..(heading.span.end - start) as usize;
            let Some(entry) = paragraphs::entry(&text, range) else { break };
            entries.push(Entry { indent: usize::from(heading.level), ..entry });
            let end = below.map_or(heading.span, |prose| prose.span).end;
            whole = Some(Span { start, end, ..heading.span });
            taken += 1 + usize::from(below.is_some());
            // What else stands below it is about this one.
            if !matches!(nodes.get(taken), None | Some(Node::Heading(_))) {
                break;
            }
        }
        Some((entries, whole?, taken))
    }
}
