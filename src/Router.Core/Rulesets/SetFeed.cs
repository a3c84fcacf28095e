namespace Router.Core.Rulesets;

/// <summary>
/// A list that others keep and that a set of the ruleset holds. Its addresses come and go between commits, so they are no part of the
/// ruleset and of its fingerprint.
/// </summary>
/// <param name="List">As the document names it.</param>
/// <param name="Url">Where it is from: a list of another place is another list.</param>
public sealed record SetFeed(string List, string Url);
