using System.Buffers.Binary;

namespace Router.Fleet.Edges;

/// <summary>Numbers and counted strings of an agent's answer, one after the other.</summary>
internal sealed class AgentReader(byte[] bytes)
{
    private int at;

    /// <exception cref="IOException">The answer ends before it.</exception>
    public uint Number() => BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint)));

    /// <exception cref="IOException">The answer ends before it.</exception>
    public byte[] Text() => Take(Number()).ToArray();

    private ReadOnlySpan<byte> Take(uint length)
    {
        if (length > bytes.Length - at)
            throw new IOException("the agent's answer is cut off");
        at += (int)length;
        return bytes.AsSpan(at - (int)length, (int)length);
    }
}
