using Router.Api.Framing;

namespace Router.Api.Tests;

public class FrameBufferTests
{
    /// <summary>Frames of any lengths, in pieces of any lengths, come out as they went in, and the budget is whole again.</summary>
    [Fact]
    public void Find_FramesInPieces_GivesEachAsItWas()
    {
        var random = new Random(20261128);
        for (var round = 0; round < 20; round++)
        {
            var budget = new FrameBudget(64 << 20);
            using var buffer = new FrameBuffer(budget);
            var frames = Enumerable.Range(0, random.Next(1, 8)).Select(_ => Frame(random)).ToList();
            var stream = new MemoryStream();
            frames.ForEach(frame => stream.Write([.. frame, (byte)'\n']));
            stream.Position = 0;
            var came = new List<byte[]>();
            while (true)
            {
                while (buffer.TryFind(out var frame))
                {
                    came.Add(frame.ToArray());
                    buffer.Drop();
                }
                var room = buffer.Room();
                var count = stream.Read(room.Span[..Math.Min(room.Length, random.Next(1, 1 << random.Next(1, 19)))]);
                if (count == 0)
                    break;
                buffer.Came(count);
            }
            Assert.Equal(frames.Count, came.Count);
            Assert.All(frames.Zip(came), pair => Assert.True(pair.First.AsSpan().SequenceEqual(pair.Second)));
            Assert.Equal(0, buffer.Length);
            Assert.True(budget.TryTake(64 << 20), "something was not given back");
        }
    }

    [Fact]
    public void Room_BeyondTheBudget_IsRefusedAndGivenBackWithTheBuffer()
    {
        var budget = new FrameBudget(3 << 20);
        var buffer = new FrameBuffer(budget);
        Assert.Throws<FrameException>(() => Fill(buffer, 8 << 20));
        Assert.InRange(buffer.Length, 3 << 20, 4 << 20);
        buffer.Dispose();
        using var next = new FrameBuffer(budget);
        Fill(next, 3 << 20);
    }

    private static void Fill(FrameBuffer buffer, int bytes)
    {
        while (buffer.Length < bytes)
        {
            var room = buffer.Room();
            room.Span.Fill((byte)'x');
            buffer.Came(room.Length);
        }
    }

    private static byte[] Frame(Random random)
    {
        var frame = new byte[random.Next(1 << random.Next(1, 23))];
        random.NextBytes(frame);
        frame.AsSpan().Replace((byte)'\n', (byte)'n');
        return frame;
    }
}
