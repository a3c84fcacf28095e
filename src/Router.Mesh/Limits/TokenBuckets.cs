using System.Net;
using System.Runtime.InteropServices;

namespace Router.Mesh.Limits;

/// <summary>
/// So many a second and source, with a second's worth saved up. Of sources without a bucket of their own, because there are too
/// many, one bucket is shared: a flood from everywhere starves itself and takes no memory.
/// </summary>
internal sealed class TokenBuckets(int perSecond, int maximumSources = 4096)
{
    private readonly Dictionary<IPAddress, Bucket> buckets = [];
    private Bucket shared = new(perSecond, TimeSpan.Zero);
    private TimeSpan swept;

    public int Count => buckets.Count;

    /// <summary>Takes one, if there is one.</summary>
    public bool TryTake(IPAddress source, TimeSpan now)
    {
        if (buckets.Count >= maximumSources && !buckets.ContainsKey(source) && !Sweep(now))
            return Take(ref shared, now);
        ref var bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(buckets, source, out var known);
        if (!known)
            bucket = new Bucket(perSecond, now);
        return Take(ref bucket, now);
    }

    private bool Take(ref Bucket bucket, TimeSpan now)
    {
        var tokens = Math.Min(perSecond, bucket.Tokens + ((now - bucket.At).TotalSeconds * perSecond));
        var enough = tokens >= 1;
        bucket = new Bucket(enough ? tokens - 1 : tokens, now);
        return enough;
    }

    /// <summary>Forgets buckets that are full again by now; once a second, because it looks at all.</summary>
    private bool Sweep(TimeSpan now)
    {
        if (now - swept < TimeSpan.FromSeconds(1))
            return false;
        swept = now;
        foreach (var (source, bucket) in buckets)
        {
            if (now - bucket.At >= TimeSpan.FromSeconds(1))
                buckets.Remove(source);
        }
        return buckets.Count < maximumSources;
    }

    private readonly record struct Bucket(double Tokens, TimeSpan At);
}
