using System.Globalization;
using Router.Wire.Nhrp;

namespace Router.Wire.Tests.Nhrp;

/// <summary>
/// Bytes of every kind of wrong. <c>ROUTER_FUZZ_INPUTS=10000000</c> makes it long. Whatever comes, decoding never throws, allocates
/// in proportion to the input, and what is accepted is written and read again as the same.
/// </summary>
public class NhrpFuzzTests
{
    private const int BytesAllocatedPerByte = 32;
    private const int BytesAllocatedAtLeast = 2048;

    private static readonly int Inputs = int.Parse(
        Environment.GetEnvironmentVariable("ROUTER_FUZZ_INPUTS") ?? "100000", CultureInfo.InvariantCulture);

    [Fact]
    public void TryDecode_AnyBytes_NeitherThrowsNorAllocatesWithoutBound()
    {
        var random = new Random(2332);
        var corpus = NhrpSamples.Captured().Concat(Enumerable.Range(0, 500).Select(_ => NhrpSamples.Make(random).Encode())).ToArray();
        var accepted = 0;
        for (var i = 0; i < Inputs; i++)
        {
            var input = Input(random, corpus);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var whole = NhrpPacket.TryDecode(input, out var packet, out _);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > BytesAllocatedAtLeast + ((long)BytesAllocatedPerByte * input.Length))
                Assert.Fail($"input {i}: {allocated} bytes allocated for {Convert.ToHexString(input)}");
            if (!whole)
                continue;
            accepted++;
            var wire = packet.Encode();
            if (!NhrpPacket.TryDecode(wire, out var again, out var error) || !again.Encode().AsSpan().SequenceEqual(wire))
                Assert.Fail($"input {i}: {error} in what was written for {Convert.ToHexString(input)}");
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{Inputs} inputs, {accepted} accepted");
        Assert.InRange(accepted, Inputs / 20, Inputs);
    }

    [Fact]
    public void Encode_OfMadeUpPackets_IsReadAsTheSame()
    {
        var random = new Random(1);
        for (var i = 0; i < 5000; i++)
        {
            var wire = NhrpSamples.Make(random).Encode();
            Assert.True(NhrpPacket.TryDecode(wire, out var packet, out var error), error.ToString());
            Assert.Equal(Convert.ToHexString(wire), Convert.ToHexString(packet.Encode()));
            Assert.Equal(wire.Length, packet.Length);
        }
    }

    [Fact]
    public void TryDecode_AnyTruncationOfMadeUpPackets_IsRefused()
    {
        var random = new Random(2);
        for (var i = 0; i < 200; i++)
        {
            var wire = NhrpSamples.Make(random).Encode();
            for (var length = 0; length < wire.Length; length++)
                Assert.False(NhrpPacket.TryDecode(wire.AsSpan(0, length), out _, out _), $"{length} bytes of {Convert.ToHexString(wire)}");
        }
    }

    private static byte[] Input(Random random, byte[][] corpus)
    {
        var input = corpus[random.Next(corpus.Length)];
        switch (random.Next(8))
        {
            case 0:
                input = new byte[random.Next(1500)];
                random.NextBytes(input);
                break;
            case 1:
                input = Splice(random, input, corpus[random.Next(corpus.Length)]);
                break;
            case 2:
                input = input[..random.Next(input.Length + 1)];
                break;
            default:
                input = input.ToArray();
                break;
        }
        for (var hits = random.Next(5); hits > 0 && input.Length > 0; hits--)
            input[random.Next(input.Length)] = Interesting(random);
        if (input.Length >= 28 && random.Next(8) != 0)
            MakePlausible(random, input);
        return input;
    }

    private static byte Interesting(Random random) =>
        random.Next(4) switch { 0 => 0, 1 => 0xFF, 2 => (byte)(1 << random.Next(8)), _ => (byte)random.Next(256) };

    private static byte[] Splice(Random random, byte[] a, byte[] b) =>
        [.. a.AsSpan(0, random.Next(a.Length + 1)), .. b.AsSpan(random.Next(b.Length + 1))];

    /// <summary>Gets the input past the first looks: version, type, size and checksum.</summary>
    private static void MakePlausible(Random random, byte[] input)
    {
        if (random.Next(4) != 0)
            (input[10], input[11]) = ((byte)(input.Length >> 8), (byte)input.Length);
        input[16] = 1;
        if (input[17] is 0 or > 8)
            input[17] = (byte)random.Next(1, 9);
        input[12] = input[13] = 0;
        var sum = NhrpChecksum.Compute(input.AsSpan(0, Math.Min(input.Length, (input[10] << 8) | input[11])));
        (input[12], input[13]) = ((byte)(sum >> 8), (byte)sum);
    }
}
