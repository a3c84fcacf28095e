using System.Buffers.Binary;
using System.Text;

namespace Router.Wire.Dns;

/// <summary>Questions for texts of the class CHAOS (RFC 1035), by which a resolver tells of itself.</summary>
public static class ChaosText
{
    private const int HeaderLength = 12, TypeAndClass = 4, RecordHead = 10;
    private const ushort Text = 16, Chaos = 3;
    private const byte Pointer = 0xc0;

    /// <param name="id">That the answer is to have.</param>
    /// <param name="name">Labels of ASCII between dots, such as <c>hits.bind</c>.</param>
    public static byte[] Question(ushort id, string name)
    {
        using var question = new MemoryStream();
        Span<byte> header = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteUInt16BigEndian(header, id);
        header[5] = 1;
        question.Write(header);
        foreach (var label in name.Split('.'))
        {
            question.WriteByte((byte)label.Length);
            question.Write(Encoding.ASCII.GetBytes(label));
        }
        question.Write([0, 0, (byte)Text, 0, (byte)Chaos]);
        return question.ToArray();
    }

    /// <summary>The texts of an answer, each of a record's strings by itself; null: it is none to that question.</summary>
    public static IReadOnlyList<string>? Answer(ReadOnlySpan<byte> message, ushort id)
    {
        if (message.Length < HeaderLength || BinaryPrimitives.ReadUInt16BigEndian(message) != id || (message[2] & 0x80) == 0
            || (message[3] & 0x0f) != 0)
            return null;
        var at = HeaderLength;
        for (var questions = BinaryPrimitives.ReadUInt16BigEndian(message[4..]); questions > 0; questions--)
        {
            if (!TrySkipName(message, ref at) || (at += TypeAndClass) > message.Length)
                return null;
        }
        var texts = new List<string>();
        for (var answers = BinaryPrimitives.ReadUInt16BigEndian(message[6..]); answers > 0; answers--)
        {
            if (!TrySkipName(message, ref at) || at + RecordHead > message.Length)
                return null;
            var type = BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 8)..]);
            at += RecordHead;
            if (at + length > message.Length || (type == Text && !TryRead(message.Slice(at, length), texts)))
                return null;
            at += length;
        }
        return texts;
    }

    private static bool TryRead(ReadOnlySpan<byte> data, List<string> texts)
    {
        while (data.Length > 0)
        {
            if (data[0] >= data.Length)
                return false;
            texts.Add(Encoding.ASCII.GetString(data.Slice(1, data[0])));
            data = data[(data[0] + 1)..];
        }
        return true;
    }

    private static bool TrySkipName(ReadOnlySpan<byte> message, ref int at)
    {
        while (at < message.Length)
        {
            var length = message[at];
            if ((length & Pointer) == Pointer)
            {
                at += 2;
                return at <= message.Length;
            }
            at += length + 1;
            if (length == 0)
                return at <= message.Length;
        }
        return false;
    }
}
