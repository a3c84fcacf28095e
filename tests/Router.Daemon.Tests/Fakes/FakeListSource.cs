using System.Text;
using Router.Daemon.Lists;
using Router.Daemon.Status.Lists;

namespace Router.Daemon.Tests.Fakes;

/// <summary>Lists by their URL; what has none is away.</summary>
internal sealed class FakeListSource : IListSource
{
    public Dictionary<string, string> Lists { get; } = [];

    public string? MediaType { get; set; } = "text/plain";

    public List<ListRequest> Asked { get; } = [];

    public Task<FetchedList> FetchAsync(ListRequest request, CancellationToken stopping)
    {
        Asked.Add(request);
        if (!Lists.TryGetValue(request.Url, out var text))
            throw new ListException("curl: (7) Failed to connect");
        var etag = $"\"{text.Length}\"";
        return Task.FromResult(etag == request.ETag
            ? new FetchedList(null, null, null, null)
            : new FetchedList(Encoding.UTF8.GetBytes(text), MediaType, etag, null));
    }
}
