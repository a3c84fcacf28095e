using Router.Documents;

namespace Router.Core.State;

/// <summary>
/// An account that a service runs as; nobody logs in to it. Its numbers are fixed, so that files on the data disk keep their owner from one
/// image to the next. They are those that the base system of the packages has (below 100), or from 700 on: scripts of packages count up
/// from 100, and people begin at 1000.
/// </summary>
public sealed record ServiceAccount(string Name, int User, int Group)
{
    public string Home { get; init; } = "/";

    /// <summary>Groups that it is a member of besides its own.</summary>
    public ValueList<ServiceGroup> Groups { get; init; } = [];

    /// <summary>Every name that it takes in passwd(5) and group(5).</summary>
    public IEnumerable<string> Names => Groups.Select(group => group.Name).Prepend(Name);
}

public sealed record ServiceGroup(string Name, int Id);
