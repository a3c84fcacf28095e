namespace Router.Bundles.Chunking;

/// <summary>
/// A rolling hash: each byte shifts the sum by a bit and adds its own number, so that the 64 bytes before a place decide what it is there.
/// The numbers are those of a counter that is mixed (SplitMix64, public domain); they are a part of the format, since devices cut what they
/// run by them.
/// </summary>
internal static class Gear
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    public static readonly ulong[] Numbers = [.. Enumerable.Range(1, 256).Select(i => Mix((ulong)i * Step))];

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
