namespace Router.Api.Limits;

/// <summary>Who a connection is counted for.</summary>
/// <param name="User">The name that its connections are counted by.</param>
/// <param name="Rank">What is kept for it.</param>
public sealed record Caller(string User, CallerRank Rank);

/// <summary>What a caller may take of what all share.</summary>
public enum CallerRank
{
    /// <summary>May look and operate: sends short requests only.</summary>
    Guest,

    /// <summary>May change the router: sends documents, and has places that guests cannot take.</summary>
    Admin,

    /// <summary>
    /// The super-user of the machine (the serial console, the router's own scripts): has its places whatever all others hold.
    /// </summary>
    Root,
}
