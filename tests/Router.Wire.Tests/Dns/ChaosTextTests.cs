using System.Text;
using Router.Wire.Dns;

namespace Router.Wire.Tests.Dns;

public sealed class ChaosTextTests
{
    private const ushort Id = 0x1234;

    /// <summary>RFC 1035, 4.1: one question, class CH (3), type TXT (16), nothing desired.</summary>
    [Fact]
    public void Question_IsTheseBytes() => Assert.Equal(
        "123400000001000000000000" + "0468697473" + "0462696e64" + "00" + "0010" + "0003",
        Convert.ToHexStringLower(ChaosText.Question(Id, "hits.bind")));

    [Fact]
    public void Answer_OfSeveralStrings_HasEach() =>
        Assert.Equal(["9.9.9.9#53 28 1", "10.1.0.53#53 2 0"], ChaosText.Answer(Message("9.9.9.9#53 28 1", "10.1.0.53#53 2 0"), Id)!);

    [Fact]
    public void Answer_ToAnotherQuestionOrARefusal_IsNone()
    {
        var message = Message("1");
        Assert.Null(ChaosText.Answer(message, Id + 1));
        Assert.Null(ChaosText.Answer(ChaosText.Question(Id, "hits.bind"), Id));
        message[3] |= 5;
        Assert.Null(ChaosText.Answer(message, Id));
    }

    [Fact]
    public void Answer_AnyTruncationOrMutation_NeverThrows()
    {
        var message = Message("9.9.9.9#53 28 1", "x");
        for (var length = 0; length < message.Length; length++)
            Assert.Null(ChaosText.Answer(message.AsSpan(0, length), Id));
        var random = new Random(1035);
        for (var round = 0; round < 5000; round++)
        {
            var bytes = message.ToArray();
            bytes[random.Next(2, bytes.Length)] = (byte)random.Next(256);
            ChaosText.Answer(bytes, Id);
        }
    }

    /// <summary>The question, and a record whose name is a pointer to it.</summary>
    private static byte[] Message(params string[] texts)
    {
        var question = ChaosText.Question(Id, "servers.bind");
        (question[2], question[7]) = (0x84, 1);
        byte[] data = [.. texts.SelectMany(text => Encoding.ASCII.GetBytes(text).Prepend((byte)text.Length))];
        return [.. question, 0xc0, 12, 0, 16, 0, 3, 0, 0, 0, 0, 0, (byte)data.Length, .. data];
    }
}
