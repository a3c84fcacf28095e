using System.Buffers.Binary;
using Router.Wire.Nhrp;

namespace Router.Wire.Bpf;

/// <summary>A filter of a socket (classic BPF) that hears GRE from its header on: NHRP with one key, and nothing else.</summary>
public static class NhrpFilter
{
    /// <summary>struct sock_filter: operation, jumps, value.</summary>
    public const int InstructionLength = 8;

    private const ushort LoadHalf = 0x28, LoadWord = 0x20, JumpIfEqual = 0x15, Return = 0x06;
    private const int FlagsAt = 0, ProtocolAt = 2, KeyAt = 4;

    /// <summary>In the machine's byte order, as the kernel reads it.</summary>
    public static byte[] Instructions(uint key)
    {
        (ushort Operation, byte Yes, byte No, uint Value)[] filter =
        [
            (LoadHalf, 0, 0, FlagsAt),
            (JumpIfEqual, 0, 5, GreKey.HasKey),
            (LoadHalf, 0, 0, ProtocolAt),
            (JumpIfEqual, 0, 3, NhrpPacket.GreProtocol),
            (LoadWord, 0, 0, KeyAt),
            (JumpIfEqual, 0, 1, key),
            (Return, 0, 0, uint.MaxValue),
            (Return, 0, 0, 0),
        ];
        var bytes = new byte[filter.Length * InstructionLength];
        for (var i = 0; i < filter.Length; i++)
        {
            var at = bytes.AsSpan(i * InstructionLength);
            BinaryPrimitives.WriteUInt16LittleEndian(at, filter[i].Operation);
            at[2] = filter[i].Yes;
            at[3] = filter[i].No;
            BinaryPrimitives.WriteUInt32LittleEndian(at[4..], filter[i].Value);
        }
        return bytes;
    }
}

/// <summary>The header of GRE with a key (RFC 2890): flags, protocol, key.</summary>
public static class GreKey
{
    public const int Length = 8;
    public const ushort HasKey = 0x2000;

    public static void Write(Span<byte> header, ushort protocol, uint key)
    {
        BinaryPrimitives.WriteUInt16BigEndian(header, HasKey);
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], protocol);
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], key);
    }
}
