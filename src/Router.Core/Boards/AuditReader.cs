using Router.Core.Shapes;
using Router.Documents;
using Router.Documents.Shapes;

namespace Router.Core.Boards;

/// <summary>Exceptions of an audit that belong to no board: those that come with packages (<c>audit.yaml</c>).</summary>
public sealed record AuditExceptions
{
    public ValueList<AuditException> Audit { get; init; } = [];
}

/// <summary>Reads <c>audit.yaml</c>.</summary>
public static class AuditReader
{
    private static readonly RecordShape<AuditExceptions> Shape =
        new RecordShape<AuditExceptions>("exceptions", "What the audit lets pass.", () => new())
            .With("audit", AuditShape.Exceptions, e => e.Audit, (e, v) => e with { Audit = v }, "The files.", required: true);

    /// <summary>Never throws on bytes; null with problems when not even a part could be read.</summary>
    public static (AuditExceptions? Exceptions, ValueList<Problem> Problems) Read(ReadOnlyMemory<byte> utf8) =>
        ShapeReader.Read(utf8, Shape, OtherProducts.Keys);
}
