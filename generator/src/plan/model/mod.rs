//! Input: nothing; this is what [`plan`](super) decides and `emit` prints. Output: [`CratePlan`].
//! Invariant: every name is final and unique in its scope, every type is settled; `emit` only spells it out.

mod access_plan;
mod api_plan;
mod documentation;
mod file_plan;
mod input_plan;
mod name;
mod operation_plan;
mod pagination_plan;
mod rust_type;
mod section_plan;
mod type_plan;

pub use access_plan::{AuthPlan, ServerPlan};
pub use api_plan::{ApiPlan, CratePlan, ExamplePlan};
pub use documentation::{Docs, Fact, PageLink};
pub use file_plan::{
    BodyStart, ErrorPlan, ErrorStatuses, FilesPlan, FrontPlan, Gate, IndexPlan, ModuleFilePlan, ModulePlan,
    OperationFilePlan, OperationFilesPlan, OperationRootPlan, OwnFields, ReExport, TypeFilePlan, TypeFilesPlan,
};
pub use input_plan::{BodyPlan, ExampleInput, InputPlan, InputTarget, MediaPlan};
pub(crate) use name::null_setter;
pub use name::{RustName, WireName};
pub use operation_plan::{AnswerVariantPlan, AnswersPlan, OperationPlan, PathPiece, Statuses};
pub use pagination_plan::{FieldStep, PageWay, PaginationPlan};
pub use rust_type::{Presence, RustType};
pub use section_plan::SectionPlan;
pub(crate) use type_plan::type_plan;
pub use type_plan::{
    EnumPlan, EnumVariantPlan, Equality, FieldPlan, StructPlan, TypePlan, TypePlanKind, UnionPlan, UnionVariantPlan,
};
