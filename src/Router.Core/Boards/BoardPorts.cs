using Router.Documents;

namespace Router.Core.Boards;

/// <summary>What a configuration needs to know of the board: which port has which role (<c>wan</c>, <c>lan</c>).</summary>
public sealed record BoardPorts(string Board, ValueMap<string, ValueList<string>> Roles)
{
    /// <summary>No roles at all: every port has to be named by its kernel name.</summary>
    public static readonly BoardPorts None = new("none", ValueMap<string, ValueList<string>>.Empty);
}
