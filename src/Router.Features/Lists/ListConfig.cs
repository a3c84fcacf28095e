namespace Router.Features.Lists;

/// <summary><c>services lists NAME</c>: a list of domains or addresses that somebody else keeps.</summary>
public sealed record ListConfig
{
    public required string Url { get; init; }

    /// <summary>How often it is asked for.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Bytes; a longer one is not taken.</summary>
    public long Largest { get; init; } = 32 << 20;
}
