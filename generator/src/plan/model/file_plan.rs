//! Input: nothing; this is what is decided of the files of an API. Output: [`FilesPlan`].
//! Invariant: every type and every operation stands in one file, and what a file needs to be written stands with it.

use super::name::RustName;
use super::rust_type::RustType;
use super::section_plan::SectionPlan;

/// The features of which one compiles an item; where there is none it always is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gate(pub Vec<String>);

/// The files of an API. Paths are inside the crate, with `/`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FilesPlan {
    /// When the API's module is compiled.
    pub gate: Gate,
    /// `src/algoreg/mod.rs`
    pub root: String,
    /// What the front page shows; `None` where there is nothing to call.
    pub front: Option<FrontPlan>,
    /// What its operations share: `src/algoreg/api.rs`.
    pub shared: String,
    /// `src/algoreg/client.rs`
    pub client: String,
    /// `examples/algoreg.rs`
    pub example: String,
    /// The files of its types.
    pub types: TypeFilesPlan,
    /// The files of its operations; `None` where it has none.
    pub operations: Option<OperationFilesPlan>,
}

/// What the front page of an API shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontPlan {
    /// The operation that it calls, by the client's method.
    pub operation: RustName,
    /// Whether a client has to be told where its server is.
    pub needs_base_url: bool,
    /// What can be called, section by section.
    pub index: Vec<IndexPlan>,
}

/// The calls of a section, or of an API that has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexPlan {
    /// The section and its feature, where there are sections.
    pub section: Option<SectionPlan>,
    /// When its calls are compiled.
    pub gate: Gate,
    /// The client's methods, each with what its page says first. Untrusted text.
    pub calls: Vec<(RustName, String)>,
}

/// A file that holds nothing but modules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModuleFilePlan {
    /// Its path.
    pub path: String,
    /// The modules, in order.
    pub modules: Vec<ModulePlan>,
}

/// A module in such a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModulePlan {
    /// Whether it is a section, which can be opened.
    pub is_public: bool,
    /// Its name.
    pub name: RustName,
    /// When it is compiled.
    pub gate: Gate,
}

/// What an API's own module says of the items of one below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ReExport {
    /// There are none.
    #[default]
    Nothing,
    /// All have their names there, too.
    Everything,
    /// These alone.
    Listed(Vec<(Gate, Vec<RustName>)>),
}

/// The files of an API's types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeFilesPlan {
    /// The file of the folder, where one file does not hold them all.
    pub root: Option<ModuleFilePlan>,
    /// The files that hold them.
    pub files: Vec<TypeFilePlan>,
    /// Names of the prelude that a type here has taken.
    pub hidden: Vec<&'static str>,
    /// What stands in the API's own module.
    pub re_export: ReExport,
}

/// A file of types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeFilePlan {
    /// Its path.
    pub path: String,
    /// The types, in order.
    pub types: Vec<RustName>,
}

/// The files of an API's operations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OperationFilesPlan {
    /// The file of the folder, and that of each section.
    pub roots: Vec<OperationRootPlan>,
    /// One an operation, in their order.
    pub files: Vec<OperationFilePlan>,
    /// What stands in the API's own module.
    pub re_export: ReExport,
}

/// The file of the folder of operations, or of a section's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OperationRootPlan {
    /// Its path.
    pub path: String,
    /// The section; `None` of the folder itself.
    pub section: Option<SectionPlan>,
    /// The modules: those of sections, or of operations.
    pub modules: Vec<ModulePlan>,
    /// The operations whose methods of the client stand here, by the method.
    pub calls: Vec<RustName>,
    /// Whether these methods name types of the API.
    pub names_types: bool,
    /// Names of the prelude that an item here has taken.
    pub hidden: Vec<&'static str>,
}

/// The file of an operation, and what follows from the operation for it.
#[derive(Clone, Debug, PartialEq)]
pub struct OperationFilePlan {
    /// Its path.
    pub path: String,
    /// The path that is called, with the wire names of its inputs in braces.
    pub template: String,
    /// The fields of the operation that are no inputs.
    pub fields: OwnFields,
    /// What the body holds before a setter is called, where its fields are inputs.
    pub body_start: Option<BodyStart>,
    /// Whether it names types of the API.
    pub names_types: bool,
    /// Whether its methods that read events name some of them.
    pub streams_types: bool,
    /// Names of the prelude that an item here has taken.
    pub hidden: Vec<&'static str>,
    /// The bodies of errors, each type once for the exact statuses, the classes and the rest that have it.
    pub errors: Vec<ErrorPlan>,
}

/// A type that is documented for the bodies of errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorPlan {
    /// The errors that have it.
    pub of: ErrorStatuses,
    /// The type.
    pub ty: RustType,
}

/// Errors whose bodies are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorStatuses {
    /// Of these statuses.
    Exact(Vec<u16>),
    /// Of these classes, by their first digit.
    Classes(Vec<u16>),
    /// Of all that are not named.
    Rest,
}

/// Names of fields that no input has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFields {
    /// The struct of the body.
    pub body: RustName,
    /// The options of the call, and the client.
    pub binding: RustName,
}

/// What a body whose fields are inputs holds before a setter is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyStart {
    /// There is none yet.
    Absent,
    /// Its default.
    Default,
    /// Made of these inputs, in order of the constructor.
    New(Vec<RustName>),
    /// Made of the struct of its required fields: each with the input that gives it.
    NewOf(RustName, Vec<(RustName, RustName)>),
}
