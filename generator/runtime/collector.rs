//! Input: the head of an answer, and its body as it arrives. Output: the answer, whole.
//! Invariant: no more than the limit is held, and what had arrived is kept where the rest does not come.

use bytes::Bytes;
use http::Response;
use http::response::Parts;

use super::error::Error;

/// An answer whose body is held whole, out of one that is not: for what is no success, or not what was asked for.
#[derive(Debug)]
pub(crate) struct Collector {
    response: Response<Vec<u8>>,
    limit: usize,
}

impl Collector {
    pub(crate) fn new(parts: Parts, limit: usize) -> Self {
        Self { response: Response::from_parts(parts, Vec::new()), limit }
    }

    /// Takes what arrives; gives the answer at its end.
    pub(crate) fn take(
        &mut self,
        chunk: Result<Option<Bytes>, Error>,
    ) -> Option<Result<Response<Vec<u8>>, Error>> {
        let kept = |response: &mut Response<Vec<u8>>| std::mem::take(response);
        match chunk {
            Ok(None) => Some(Ok(kept(&mut self.response))),
            Err(error) => Some(Err(error.with_response(kept(&mut self.response)))),
            Ok(Some(chunk)) => {
                let room = self.limit.saturating_sub(self.response.body().len());
                self.response.body_mut().extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
                (chunk.len() > room).then(|| Err(Error::too_large().with_response(kept(&mut self.response))))
            }
        }
    }
}
