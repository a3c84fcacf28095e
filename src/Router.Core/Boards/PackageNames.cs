using Router.Documents;

namespace Router.Core.Boards;

/// <summary>
/// Names of packages: those that both sources of an image know, and those that only one does. <c>!</c> before a name: it is not to be
/// there.
/// </summary>
public sealed record PackageNames
{
    public ValueList<string> Common { get; init; } = [];

    /// <summary>Of an Alpine release.</summary>
    public ValueList<string> Alpine { get; init; } = [];

    /// <summary>Of the lab repository, which is made from Debian's.</summary>
    public ValueList<string> Lab { get; init; } = [];

    /// <summary>These and the others.</summary>
    public PackageNames With(PackageNames more) => new()
    {
        Common = [.. Common.Concat(more.Common).Distinct()],
        Alpine = [.. Alpine.Concat(more.Alpine).Distinct()],
        Lab = [.. Lab.Concat(more.Lab).Distinct()],
    };
}
