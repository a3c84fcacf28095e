using Router.Documents;

namespace Router.Features.FileShares;

/// <summary><c>services files shares NAME</c>.</summary>
public sealed record ShareConfig
{
    /// <summary>Below the data partition's <c>files</c> folder; never outside it.</summary>
    public required string Path { get; init; }

    /// <summary>Users who may read.</summary>
    public ValueList<string> Read { get; init; } = [];

    /// <summary>Users who may read and write.</summary>
    public ValueList<string> Write { get; init; } = [];

    public string? Comment { get; init; }
}
