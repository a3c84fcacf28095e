namespace Router.Daemon.Lists;

/// <summary>Fetches lists.</summary>
internal interface IListSource
{
    /// <exception cref="ListException">It cannot be had; the message stands behind the name of the list.</exception>
    Task<FetchedList> FetchAsync(ListRequest request, CancellationToken stopping);
}

/// <summary>Where a list is, the most bytes of it, and what its server said of the one that is there (RFC 9110, section 13).</summary>
internal sealed record ListRequest(string Url, long Largest, string? ETag, string? Modified);

/// <summary><paramref name="Content"/> null: it is as it was.</summary>
internal sealed record FetchedList(byte[]? Content, string? MediaType, string? ETag, string? Modified);

/// <summary>A list that cannot be had, or not be taken.</summary>
internal sealed class ListException(string message) : Exception(message);
