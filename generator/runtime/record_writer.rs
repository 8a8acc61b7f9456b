//! Input: a struct. Output: an object of JSON.
//! Invariant: members stand in the order of the pages, those that nobody documents behind them.

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use super::record::{Record, Written};

/// Writes a struct.
pub(crate) fn write<T: Record, S: Serializer>(record: &T, serializer: S) -> Result<S::Ok, S::Error> {
    if let Some(kept) = record.kept() {
        let mut map = each(record, AsStruct(serializer.serialize_map(None)?))?.0;
        for (name, value) in kept {
            map.serialize_entry(name, value)?;
        }
        return map.end();
    }
    // Some formats say first how many there are.
    let mut written = Written::<S::SerializeStruct> { to: None, count: 0, error: None };
    record.each(&mut written);
    each(record, serializer.serialize_struct(T::NAME, written.count)?)?.end()
}

fn each<T: Record, S: SerializeStruct>(record: &T, to: S) -> Result<S, S::Error> {
    let mut written = Written { to: Some(to), count: 0, error: None };
    record.each(&mut written);
    match (written.to, written.error) {
        (_, Some(error)) => Err(error),
        (Some(to), None) => Ok(to),
        (None, None) => Err(serde::ser::Error::custom("nothing was written")),
    }
}

/// An object whose members are not counted beforehand.
struct AsStruct<M>(M);

impl<M: SerializeMap> SerializeStruct for AsStruct<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), M::Error> {
        self.0.serialize_entry(name, value)
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.0.end()
    }
}
