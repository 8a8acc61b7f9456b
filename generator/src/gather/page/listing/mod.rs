//! Input: running text of a page. Output: the fields that its tables, lists and sentences document, in the draft, and the
//! text without them.
//! Invariant: a table or a list of which nothing says what it lists stays text.

pub(crate) mod attach;
pub(crate) mod cells;
pub(crate) mod columns;
pub(crate) mod entry;
pub(crate) mod facts;
pub(crate) mod headed;
pub(crate) mod items;
pub(crate) mod member;
pub(crate) mod named_places;
pub(crate) mod paragraphs;
pub(crate) mod place;
pub(crate) mod places;
pub(crate) mod presence_words;
pub(crate) mod rows;
pub(crate) mod sentence;
pub(crate) mod statuses;

use std::ops::Range;

use crate::diagnostics::{Code, Diagnostic};
use crate::draft::answers::ListedFields;
use crate::draft::request::RequestField;
use crate::draft::section::{Section, Status};
use crate::gather::page::context::{self, Context};
use crate::gather::page::listing::columns::Columns;
use crate::gather::page::listing::entry::Entry;
use crate::gather::page::listing::place::{Looks, Place};
use crate::gather::page::listing::places::Places;
use crate::gather::page::reader::Reader;
use crate::gather::page::{request_line, stated_bases};
use crate::read::blocks::{Block, List, Table, blocks};
use crate::read::page::Prose;
use crate::schema::Evidence;
use crate::shape::Member;
use crate::shape::members::append;
use crate::source::Span;

/// What a block of text lists, and what kind of evidence it is.
struct Listed {
    entries: Vec<Entry>,
    evidence: Evidence,
    place: Place,
    /// Whether the line right above says the place.
    is_said: bool,
}

impl Reader<'_> {
    /// Reads running text between fields.
    pub(crate) fn running_text(&mut self, prose: &Prose, context: &mut Context) {
        let markdown = prose.markdown.as_str();
        stated_bases::note(&mut self.draft, markdown, prose.span, context);
        let mut start = 0;
        if may_list(markdown) {
            let mut places = Places::new(self.sources, prose);
            for block in blocks(markdown) {
                let range = block.range();
                let before = markdown.get(start..range.start).unwrap_or_default();
                let mut inner = context.clone();
                context::label(before).1.into_iter().for_each(|label| inner.enter_titled(label));
                let is_taken = match &block {
                    Block::Table(table) => {
                        let errors = statuses::errors(table);
                        self.errors(errors, Evidence::Table, table.range.clone(), &mut places)
                            || self.table(table, before, &inner, &mut places)
                    }
                    Block::List(list) => {
                        let errors = statuses::listed(list);
                        self.errors(errors, Evidence::List, list.range.clone(), &mut places)
                            || self.list(list, before, &inner, &mut places)
                    }
                    Block::Text(range) => {
                        let text = markdown.get(range.clone()).unwrap_or_default();
                        if let Some(taken) = self.paragraphs(text, range.start, context, &mut places) {
                            self.text(markdown.get(start..taken.start).unwrap_or_default(), prose.span, context);
                            start = taken.end;
                        } else {
                            self.sentences(text, range.start, context, &mut places);
                        }
                        false
                    }
                };
                if is_taken {
                    let is_label = context::label(before).1.is_some();
                    let before = if is_label { before } else { place::without_announcement(before) };
                    self.text(before, prose.span, context);
                    start = range.end;
                }
            }
        }
        self.text(markdown.get(start..).unwrap_or_default(), prose.span, context);
    }

    /// Reads the running text of a field that has room for others: the fields that it lists. The rest is its description.
    pub(crate) fn text_in_field(
        &mut self,
        prose: &Prose,
        section: Section,
        description: &mut Option<String>,
    ) -> Vec<Member> {
        let markdown = prose.markdown.as_str();
        let mut members = Vec::new();
        if !may_list(markdown) {
            append(description, markdown);
            return members;
        }
        let mut places = Places::new(self.sources, prose);
        let mut start = 0;
        for block in blocks(markdown) {
            let range = block.range();
            let before = markdown.get(start..range.start).unwrap_or_default();
            let (entries, evidence) = match &block {
                Block::Table(table) => {
                    let columns = Columns::of(table);
                    columns.iter().for_each(|columns| self.nameless_rows(table, columns, &mut places.clone()));
                    let entries = columns.map(|columns| rows::entries(table, &columns));
                    (entries.unwrap_or_default(), Evidence::Table)
                }
                Block::List(list) => {
                    (items::entries(list, place::announces_members(before)).unwrap_or_default(), Evidence::List)
                }
                Block::Text(range) => {
                    let entries = sentence::entries(markdown.get(range.clone()).unwrap_or_default());
                    (entries, Evidence::List)
                }
            };
            if entries.is_empty() {
                continue;
            }
            if !matches!(block, Block::Text(_)) {
                append(description, place::without_announcement(before));
                start = range.end;
            }
            members.extend(self.members(entries, evidence, section, &mut |entry| places.of(entry.range.clone())));
        }
        append(description, markdown.get(start..).unwrap_or_default());
        members
    }

    /// Text that lists nothing, with the line at its end that says what follows.
    fn text(&mut self, markdown: &str, span: Span, context: &mut Context) {
        let (text, label) = context::label(markdown);
        self.prose(text, span, context);
        label.into_iter().for_each(|label| context.enter_titled(label));
    }

    /// A table or a list of statuses documents errors.
    fn errors(
        &mut self,
        errors: Option<Vec<(Status, String)>>,
        evidence: Evidence,
        range: Range<usize>,
        places: &mut Places<'_>,
    ) -> bool {
        let Some(errors) = errors else { return false };
        let span = places.of(range);
        for (status, text) in errors {
            let origin = self.draft.origin(evidence, span);
            let response = self.draft.response(Some(status.key()));
            response.origin.get_or_insert(origin);
            append(&mut response.description, &text);
        }
        true
    }

    fn table(&mut self, table: &Table, before: &str, context: &Context, places: &mut Places<'_>) -> bool {
        let Some(columns) = Columns::of(table) else { return false };
        let looks = Looks {
            section: columns.section(),
            are_parameters: columns.are_parameters,
            says_whether: columns.says_whether(),
            is_below_line: self.has_line(before),
        };
        // Names and sentences alone are fields below a heading that says where such go: `Path parameters`.
        let is_certain = |place: &Place| {
            let section = if let Place::Section(section) = place { Some(*section) } else { None };
            columns.is_certain || columns.names_code && section.is_some_and(Section::holds_parameters)
        };
        let Some(place) = place::place(context, before, looks).filter(is_certain) else { return false };
        let entries = rows::entries(table, &columns);
        // What says how many calls are left comes back, whatever stands above it.
        if !entries.is_empty() && entries.iter().all(|entry| is_of_limits(&entry.name)) {
            return false;
        }
        let listed = Listed { entries, evidence: Evidence::Table, place, is_said: place::said(before).is_some() };
        self.nameless_rows(table, &columns, &mut places.clone());
        self.take(listed, context, places)
    }

    /// Tells of rows of fields that have no name.
    fn nameless_rows(&mut self, table: &Table, columns: &Columns, places: &mut Places<'_>) {
        for row in rows::nameless(table, columns) {
            let message = "this row has no name that a field could have; it was left out";
            let diagnostic = Diagnostic::at(Code::RowNotRead, places.of(row.range.clone()), message);
            self.draft.request.unplaced.push(diagnostic.help("write the name alone into its cell: `` `name` ``"));
        }
    }

    fn list(&mut self, list: &List, before: &str, context: &Context, places: &mut Places<'_>) -> bool {
        let Some(place) = place::place(context, before, Looks::default()) else { return false };
        let above = context.heading.as_deref().unwrap_or_default();
        let are_fields = place::calls_them_fields(before.trim_end().rsplit('\n').next().unwrap_or_default());
        let announced = are_fields && before.trim_end().ends_with([':', '*']) || place::calls_them_fields(above);
        let Some(entries) = items::entries(list, announced) else { return false };
        self.take(
            Listed { entries, evidence: Evidence::List, place, is_said: place::said(before).is_some() },
            context,
            places,
        )
    }

    /// Paragraphs that document a field each. Output: the stretch of the text that they take up.
    fn paragraphs(
        &mut self,
        text: &str,
        start: usize,
        context: &Context,
        places: &mut Places<'_>,
    ) -> Option<Range<usize>> {
        let (mut entries, range) = paragraphs::entries(text)?;
        let before = text.get(..range.start).unwrap_or_default();
        let mut inner = context.clone();
        context::label(before).1.into_iter().for_each(|label| inner.enter_titled(label));
        let place = place::place(&inner, before, Looks::default())?;
        for entry in &mut entries {
            entry.range = start + entry.range.start..start + entry.range.end;
        }
        let is_said = place::said(before).is_some();
        let listed = Listed { entries, evidence: Evidence::List, place, is_said };
        self.take(listed, &inner, places).then_some(start + range.start..start + range.end)
    }

    /// A sentence below a heading that says what follows may list fields; it stays text.
    fn sentences(&mut self, text: &str, start: usize, context: &Context, places: &mut Places<'_>) {
        let Some(section) = context.section.filter(|section| *section != Section::Authorization) else { return };
        let mut entries = sentence::entries(text);
        for entry in &mut entries {
            entry.range = start + entry.range.start..start + entry.range.end;
        }
        self.take(
            Listed { entries, evidence: Evidence::List, place: Place::Section(section), is_said: false },
            context,
            places,
        );
    }

    /// Whether a request line stands above.
    fn has_line(&self, before: &str) -> bool {
        !self.draft.hints.lines.is_empty()
            || !self.draft.endpoints.is_empty()
            || before.lines().any(|line| request_line::of_text(line, self.draft.top()).is_some())
    }

    /// Keeps what is listed where it belongs.
    fn take(&mut self, listed: Listed, context: &Context, places: &mut Places<'_>) -> bool {
        let Listed { mut entries, evidence, place, is_said } = listed;
        if entries.is_empty() {
            return false;
        }
        let is_headed = context.heading.is_some() && !is_said;
        let required = context.heading.as_deref().and_then(place::whether);
        entries.iter_mut().for_each(|entry| entry.required = entry.required.or(required));
        let around = context.section.or(context.outer_section());
        let section = match &place {
            Place::Section(section) => *section,
            Place::Request => Section::Body,
            Place::Named(_) | Place::Items => around.unwrap_or(Section::Response),
        };
        let status = context.status.as_ref().or(context.outer_status()).map(|status| status.key().to_owned());
        let mut find = |entry: &Entry| places.of(entry.range.clone());
        if matches!(place, Place::Named(_) | Place::Items) {
            let members = self.members(entries, evidence, section, &mut find);
            let name = match place {
                Place::Named(name) => Some(name),
                _ => None,
            };
            let is_grouped = around.is_some() && is_headed;
            self.draft.listed.push(ListedFields { name, section, status, is_grouped, members });
            // Where no such field is found, the text is all there is.
            return is_headed;
        }
        self.draft.hints.lists_fields |= section != Section::Response;
        for entry in entries {
            let own = entry.section;
            let member = self.member(entry, evidence, own.unwrap_or(section), &mut find);
            match own.unwrap_or(section) {
                Section::Response => self.draft.answers.of(status.as_deref()).listed.push(member),
                own_section => {
                    let is_said = own.is_some() || matches!(place, Place::Section(_));
                    self.list_request(is_said.then_some(own_section), context, member);
                }
            }
        }
        true
    }

    /// Keeps a field of the request; of one that does not say where it goes, the endpoint decides.
    pub(crate) fn list_request(&mut self, section: Option<Section>, context: &Context, mut member: Member) {
        // A path parameter is listed as the path writes it, too.
        if section.is_none_or(|section| section == Section::Path) {
            let bare = member.name.trim_start_matches(':').trim_start_matches('{').trim_end_matches('}');
            member.name = bare.to_owned();
        }
        self.draft.request.fields.push(RequestField {
            sections: section.into_iter().collect(),
            heading: None,
            member,
            tab: context.tab,
            row: None,
        });
    }
}

/// Whether a name is that of a header with which an API tells its limits.
fn is_of_limits(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let fronts = ["x-ratelimit", "x-rate-limit", "ratelimit", "retry-after"];
    fronts.iter().any(|front| name.starts_with(front))
}

/// Whether a text can hold a table, a list, or fields in a sentence.
fn may_list(markdown: &str) -> bool {
    markdown.contains('|') && markdown.contains("--")
        || markdown.contains("` (")
        || markdown.contains("`(")
        || markdown.lines().any(|line| {
            let line = line.trim_start();
            line.starts_with(['-', '*', '+', '`']) && line.contains(['`', '*', '('])
                || line.starts_with(|c: char| c.is_ascii_digit()) && line.contains('`')
                || ["- 4", "- 5", "* 4", "* 5"].iter().any(|front| line.starts_with(front))
        })
}
