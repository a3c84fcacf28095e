using Router.Documents;

namespace Router.Core.Boards;

/// <summary>Files that an image may have though its audit finds something in them.</summary>
public sealed record AuditException
{
    /// <summary>Of the device; <c>*</c> and <c>?</c> stay within a folder, <c>**</c> is any number of folders.</summary>
    public ValueList<string> Path { get; init; } = [];

    /// <summary>What is let pass.</summary>
    public ValueList<Hardening> Allow { get; init; } = [];

    /// <summary>The source of packages it holds for (<c>alpine</c>, <c>lab</c>); empty: any.</summary>
    public string Source { get; init; } = "";

    /// <summary>The architecture it holds for, one of <see cref="ArchitectureNames"/>; empty: any.</summary>
    public string Architecture { get; init; } = "";

    public string Reason { get; init; } = "";
}
