using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowLists), "show-lists")]
[JsonDerivedType(typeof(FetchLists), "fetch-lists")]
public abstract partial record Request
{
    /// <summary>Lists that others keep, as they are used. Answer: <see cref="Response.Lists"/>.</summary>
    public sealed record ShowLists() : Request(Role.View);

    /// <summary>
    /// Asks for a list now. <paramref name="Name"/> null: for all. <paramref name="Shrunk"/>: also one that became a small part of what it
    /// was. Answer: <see cref="Response.Lists"/>.
    /// </summary>
    public sealed record FetchLists(string? Name, bool Shrunk = false) : Request(Role.Operate);
}

[JsonDerivedType(typeof(Lists), "lists")]
public abstract partial record Response
{
    /// <summary><paramref name="Blocked"/>: domains that do not exist for who asks, those below others left out.</summary>
    public sealed record Lists([property: JsonPropertyName("lists")] IReadOnlyList<ListStatus> Items, int Blocked) : Response
    {
        /// <summary>Why the firewall has not what the lists say; null: it has.</summary>
        public string? Refused { get; init; }
    }
}

/// <summary>
/// <paramref name="Fetched"/>: since when it is as it is; null: none is there. <paramref name="Asked"/>: when its place was last asked,
/// since routerd runs. <paramref name="Ignored"/>: lines about other things than names, <paramref name="Wrong"/>: lines that nobody can
/// make sense of. <paramref name="Failure"/>: why the last one is not taken, or not kept; <paramref name="Next"/>: when its place is asked
/// again.
/// </summary>
public sealed record ListStatus(
    string Name, string Url, string Format, int Domains, int Exceptions, int Ignored, int Wrong, DateTimeOffset? Fetched,
    DateTimeOffset? Asked, string? Failure, DateTimeOffset? Next)
{
    /// <summary>Ranges of addresses, those that overlap or touch joined; 0: it is of domains, or none is there.</summary>
    public int Addresses { get; init; }

    /// <summary>Address sets of the firewall that hold it.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];
}
