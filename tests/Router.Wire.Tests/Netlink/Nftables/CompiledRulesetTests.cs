using Router.Testing;
using Router.Wire.Netlink;
using Router.Wire.Netlink.Nftables;

namespace Router.Wire.Tests.Netlink.Nftables;

public sealed class CompiledRulesetTests
{
    private static readonly string Folder = Path.Combine(Testing.Golden.Root(), "tests/Router.Wire.Tests/Netlink/Golden");
    private static readonly string Drawing = File.ReadAllText(Path.Combine(Folder, "compiled.txt"));

    /// <summary>Drawn by nft 1.0.6, and what the same nft sent when it loaded the same ruleset (seen by strace).</summary>
    [Fact]
    public void Parse_DrawingOfNft_GivesWhatNftSends()
    {
        var sent = Messages(File.ReadAllBytes(Path.Combine(Folder, "compiled.bin")));

        var compiled = CompiledRuleset.Parse(Drawing);

        Assert.NotNull(compiled);
        Assert.Equal(sent[1..^1], Messages([.. compiled.SelectMany(message => message.Finish(1).ToArray())]));
    }

    [Fact]
    public void Parse_DrawingThatEndsEarly_HasNoHalfMessage()
    {
        var whole = CompiledRuleset.Parse(Drawing)!.Select(message => Convert.ToHexString(message.Finish(0))).ToList();
        for (var length = 0; length < Drawing.Length; length += 7)
        {
            var part = CompiledRuleset.Parse(Drawing.AsSpan(0, length))?.Select(message => Convert.ToHexString(message.Finish(0))).ToList();
            Assert.True(part is null || whole.Take(part.Count).SequenceEqual(part), $"{length}");
        }
    }

    [Theory]
    [InlineData("| 02566 | R--- |", "| 02599 | R--- |")] // A message that is not known here.
    [InlineData("|  0000000132  |", "|  0000000136  |")]
    [InlineData("| 72 6f 75 74  |", "| 72 6f 75 xx  |")]
    [InlineData("00011", "0001x")]
    public void Parse_WhatIsNotKnown_IsRefused(string known, string other)
    {
        Assert.Contains(known, Drawing, StringComparison.Ordinal);
        Assert.Null(CompiledRuleset.Parse(Drawing.Replace(known, other, StringComparison.Ordinal)));
    }

    [Fact]
    public void Parse_AnyText_NeverThrows() =>
        Fuzz.Run(
            [System.Text.Encoding.UTF8.GetBytes(Drawing[..6000])],
            bytes => _ = CompiledRuleset.Parse(System.Text.Encoding.UTF8.GetString(bytes)));

    private static List<string> Messages(ReadOnlySpan<byte> bytes)
    {
        List<string> messages = [];
        var reader = new NetlinkReader(bytes);
        while (reader.Next())
            messages.Add($"{reader.Type} {reader.Flags} {Convert.ToHexString(reader.Payload)}");
        return messages;
    }
}
