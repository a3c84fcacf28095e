using Router.Documents;

namespace Router.Core.Boards;

/// <summary>What a configuration needs to know of the board: which port has which role (<c>wan</c>, <c>lan</c>).</summary>
public sealed record BoardFacts(string Board, ValueMap<string, ValueList<string>> Roles)
{
    /// <summary>Services that its image was built without (<c>proxy</c>).</summary>
    public ValueList<string> Without { get; init; } = [];

    /// <summary>Features that its kernel cannot do.</summary>
    public ValueList<string> Lacks { get; init; } = [];

    /// <summary>No roles at all: every port has to be named by its kernel name.</summary>
    public static readonly BoardFacts None = new("none", ValueMap<string, ValueList<string>>.Empty);
}
