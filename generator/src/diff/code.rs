//! Input: nothing; this is the list of what can change. Output: [`Code`].
//! Invariant: a code is a word that scripts may rely on; it is never given to anything else.

use serde::{Serialize, Serializer};

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $word:literal,)+) => {
        /// What changed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word for it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}

codes! {
    /// The first server of the API, or of an operation, is another host.
    HostChanged = "host-changed",
    /// The API's calls go elsewhere on the same host.
    ServerChanged = "server-changed",
    /// Another server is documented.
    ServerAdded = "server-added",
    /// A server is documented no more.
    ServerRemoved = "server-removed",
    /// Callers prove in another way who they are.
    CredentialsChanged = "credentials-changed",
    /// An API is new.
    ApiAdded = "api-added",
    /// An API is gone.
    ApiRemoved = "api-removed",
    /// api.toml asks for other Rust.
    RustOptions = "rust-options",
    /// A part of the API has a feature and a module of its own.
    SectionAdded = "section-added",
    /// A feature and its module are gone.
    SectionRemoved = "section-removed",
    /// An operation can be called that could not be called before.
    OperationAdded = "operation-added",
    /// An operation is gone.
    OperationRemoved = "operation-removed",
    /// An operation has another name.
    OperationRenamed = "operation-renamed",
    /// An operation stands in another section.
    OperationMoved = "operation-moved",
    /// An operation is called by another method, or on another path.
    PathChanged = "path-changed",
    /// Something new can be given, or has to be.
    ArgumentAdded = "argument-added",
    /// Something can be given no more.
    ArgumentRemoved = "argument-removed",
    /// What is given has another name.
    ArgumentRenamed = "argument-renamed",
    /// What is given has another type.
    ArgumentRetyped = "argument-retyped",
    /// What could be given has to be.
    ArgumentRequired = "argument-required",
    /// What had to be given can be left out.
    ArgumentOptional = "argument-optional",
    /// What is given goes to another place of the request.
    ArgumentMoved = "argument-moved",
    /// The arguments stand in another order.
    ArgumentsReordered = "arguments-reordered",
    /// The arguments are given by name and no longer one by one, or the other way round.
    ArgumentsByName = "arguments-by-name",
    /// What is sent is made in another way: a form, a file, a list.
    BodyChanged = "body-changed",
    /// A call gives something else.
    AnswerChanged = "answer-changed",
    /// A status is documented that was not.
    StatusAdded = "status-added",
    /// A status is documented no more.
    StatusRemoved = "status-removed",
    /// What comes with a status has another type.
    StatusRetyped = "status-retyped",
    /// The answer can be read as it arrives.
    StreamAdded = "stream-added",
    /// The answer can no longer be read as it arrives.
    StreamRemoved = "stream-removed",
    /// The list can be read page by page.
    PagingAdded = "paging-added",
    /// The list can no longer be read page by page.
    PagingRemoved = "paging-removed",
    /// Pages follow each other in another way.
    PagingChanged = "paging-changed",
    /// A type is new, and nothing that is new holds it.
    TypeAdded = "type-added",
    /// A type is gone, and nothing that is gone held it.
    TypeRemoved = "type-removed",
    /// A type has another name.
    TypeRenamed = "type-renamed",
    /// A type is of another kind: an object, a list of values, one of several types.
    TypeKind = "type-kind",
    /// What is sent has a type of its own.
    TypeSplit = "type-split",
    /// What is sent has no longer a type of its own.
    TypeJoined = "type-joined",
    /// Types can no longer be compared, or be keys.
    TraitsLost = "traits-lost",
    /// Types can be compared, or be keys, that could not.
    TraitsGained = "traits-gained",
    /// A type has setters: it is sent now.
    SettersAdded = "setters-added",
    /// A type has no setters any more: it is sent no more.
    SettersRemoved = "setters-removed",
    /// A type has another member.
    FieldAdded = "field-added",
    /// A member is gone.
    FieldRemoved = "field-removed",
    /// A member has another name.
    FieldRenamed = "field-renamed",
    /// A member has another type.
    FieldRetyped = "field-retyped",
    /// A member is always there now.
    FieldRequired = "field-required",
    /// A member may be missing now.
    FieldOptional = "field-optional",
    /// A member may be `null`, or may be no more.
    FieldNullable = "field-nullable",
    /// The arguments of a type's `new` stand in another order.
    FieldsReordered = "fields-reordered",
    /// A value is known that was not.
    ValueAdded = "value-added",
    /// A value is known no more.
    ValueRemoved = "value-removed",
    /// A value has another name.
    ValueRenamed = "value-renamed",
    /// A union has another type.
    VariantAdded = "variant-added",
    /// A union has a type no more.
    VariantRemoved = "variant-removed",
    /// A type of a union has another name.
    VariantRenamed = "variant-renamed",
    /// A union has another type under a name.
    VariantRetyped = "variant-retyped",
    /// The API sends something else of its own accord.
    WebhookChanged = "webhook-changed",
    /// The documentation says not to use it.
    Deprecated = "deprecated",
    /// The documentation no longer says not to use it.
    Undeprecated = "undeprecated",
    /// The same Rust writes or reads something else.
    WireChanged = "wire-changed",
    /// Only words, examples and limits are others.
    DocsChanged = "docs-changed",
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
