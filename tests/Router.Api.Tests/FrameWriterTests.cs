using Router.Api.Framing;

namespace Router.Api.Tests;

public class FrameWriterTests
{
    /// <summary>Pieces of any lengths are there in a row, whether its memory is used again or not.</summary>
    [Theory]
    [InlineData(1, 3000)]
    [InlineData(100, 3000)]
    [InlineData(100_000, 30)]
    public void Write_Pieces_AreThereInARow(int longest, int pieces)
    {
        var random = new Random(longest);
        using var writer = new FrameWriter();
        var expected = new MemoryStream();
        for (var i = 0; i < pieces; i++)
        {
            var piece = new byte[random.Next(longest + 1)];
            random.NextBytes(piece);
            expected.Write(piece);
            piece.CopyTo(writer.GetSpan(piece.Length + random.Next(longest)));
            writer.Advance(piece.Length);
        }
        Assert.True(writer.Written.Span.SequenceEqual(expected.ToArray()));
    }
}
