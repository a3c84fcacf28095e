using Router.Api.Contract;
using Router.Daemon.Lists;
using Router.Features.Lists;

namespace Router.Daemon.Status.Lists;

/// <summary>What is known of one list.</summary>
internal sealed class ListEntry(string name, ListKind kind, ListConfig config, KeptList? kept)
{
    /// <summary>A server that is away, or a line, is asked again soon at first.</summary>
    public Backoff Backoff { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromHours(1));

    public string Name => name;

    public ListKind Kind => kind;

    /// <summary>Address sets that hold it.</summary>
    public IReadOnlyList<string> Sets { get; set; } = [];

    /// <summary>As rules name them.</summary>
    public string SetNames => string.Join(", ", Sets.Select(set => $"@{set}"));

    public ListConfig Config { get; set; } = config;

    public KeptList? Kept { get; set; } = kept;

    public DateTimeOffset? Asked { get; set; }

    public string? Failure { get; set; }

    public DateTimeOffset? Next { get; set; }

    public ListStatus Status => new(
        name, Config.Url, (Kept?.Format ?? ListFormat.None).ToString().ToLowerInvariant(),
        (Kept?.Content as DomainList)?.Domains.Count ?? 0, (Kept?.Content as DomainList)?.Exceptions.Count ?? 0, Kept?.Ignored ?? 0,
        Kept?.Wrong ?? 0, Kept?.Fetched, Asked, Failure, Next)
    {
        Addresses = (Kept?.Content as AddressList)?.Count ?? 0,
        Sets = Sets,
    };
}
