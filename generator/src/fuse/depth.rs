//! Input: an operation of which all claims are fused. Output: the same, with any JSON in place of what nests deeper than is
//! followed.
//! Invariant: names with a way in them nest what no draft has nested, and nothing behind this stage is deeper.

use crate::diagnostics::Diagnostics;
use crate::draft::depth::tell;
use crate::fuse::parts::Parts;
use crate::shape::depth::Cut;

/// Cuts what is too deep, and tells where.
pub(crate) fn cut(parts: &mut Parts, most: usize, diagnostics: &mut Diagnostics) {
    for (_, member) in &mut parts.parameters {
        let mut cut = Cut::at(most);
        cut.member(member);
        cut.place.into_iter().for_each(|place| tell(place, most, diagnostics));
    }
    let answers = parts.responses.iter_mut().flat_map(|response| response.shape.iter_mut().chain(&mut response.events));
    for shape in parts.body.iter_mut().map(|body| &mut body.shape).chain(answers) {
        let mut cut = Cut::at(most);
        cut.shape(shape);
        cut.place.into_iter().for_each(|place| tell(place, most, diagnostics));
    }
}
