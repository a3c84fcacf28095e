using Router.Documents.Shapes;

namespace Router.Core.Boards;

/// <summary>An architecture in a document.</summary>
internal static class ArchitectureShape
{
    public static readonly ScalarShape<string> Architecture = Scalars.Choice(
        "architecture",
        (ArchitectureNames.X64, ArchitectureNames.X64, "64-bit PC"), (ArchitectureNames.Arm64, ArchitectureNames.Arm64, "64-bit ARM"));
}
