using System.Buffers.Binary;

namespace Router.Wire.Bpf;

/// <summary>
/// What the kernel's ip6gre leaves undone on a link with many ends (Linux 6.1 to 6.18: it puts the peer's address in front of the packet as
/// the gre of IPv4 does, and then wraps both up). The program runs where packets leave the link: it takes the address from what was put
/// in front, tells it as a tunnel's destination, and hands the packet to a link that makes tunnel headers of that. The
/// kernel takes away what was put in front on the way there.
/// </summary>
public static class TunnelProgram
{
    /// <summary>struct bpf_insn: operation, registers (destination in the low half), offset, immediate.</summary>
    public const int InstructionLength = 8;

    /// <summary>Where an IPv6 header has its destination.</summary>
    private const int DestinationAt = 24;
    private const int DestinationLength = 16;

    /// <summary>struct bpf_tunnel_key up to its local address: id, remote address, TOS, TTL, two bytes, flow label.</summary>
    private const int KeyLength = 28, KeyAt = -KeyLength, RemoteAt = KeyAt + 4, LifeAt = KeyAt + 20, LabelAt = KeyAt + 24;

    private const byte Move = 0xB7, MoveRegister = 0xBF, AddTo = 0x07, StoreWord = 0x62, Call = 0x85, JumpIfNot = 0x55, Exit = 0x95;
    private const byte Stack = 10;
    private const int Redirect = 23, SetTunnelKey = 21, LoadBytes = 26;

    /// <summary>BPF_F_TUNINFO_IPV6 | BPF_F_ZERO_CSUM_TX.</summary>
    private const int IPv6WithoutChecksum = 3;

    /// <summary>TC_ACT_SHOT.</summary>
    private const int Drop = 2;

    /// <param name="key">The GRE key.</param>
    /// <param name="ttl">Hops of the outer packet.</param>
    /// <param name="carrier">The index of the link that makes the headers.</param>
    public static byte[] Instructions(uint key, byte ttl, int carrier)
    {
        (byte Operation, byte To, byte From, short Offset, int Value)[] program =
        [
            (MoveRegister, 6, 1, 0, 0),
            (StoreWord, Stack, 0, KeyAt, (int)key),
            (StoreWord, Stack, 0, LifeAt, ttl << 8),
            (StoreWord, Stack, 0, LabelAt, 0),
            (Move, 2, 0, 0, DestinationAt),
            (MoveRegister, 3, Stack, 0, 0),
            (AddTo, 3, 0, 0, RemoteAt),
            (Move, 4, 0, 0, DestinationLength),
            (Call, 0, 0, 0, LoadBytes),
            (JumpIfNot, 0, 0, 11, 0),
            (MoveRegister, 1, 6, 0, 0),
            (MoveRegister, 2, Stack, 0, 0),
            (AddTo, 2, 0, 0, KeyAt),
            (Move, 3, 0, 0, KeyLength),
            (Move, 4, 0, 0, IPv6WithoutChecksum),
            (Call, 0, 0, 0, SetTunnelKey),
            (JumpIfNot, 0, 0, 4, 0),
            (Move, 1, 0, 0, carrier),
            (Move, 2, 0, 0, 0),
            (Call, 0, 0, 0, Redirect),
            (Exit, 0, 0, 0, 0),
            (Move, 0, 0, 0, Drop),
            (Exit, 0, 0, 0, 0),
        ];
        var bytes = new byte[program.Length * InstructionLength];
        for (var i = 0; i < program.Length; i++)
        {
            var at = bytes.AsSpan(i * InstructionLength);
            at[0] = program[i].Operation;
            at[1] = (byte)((program[i].From << 4) | program[i].To);
            BinaryPrimitives.WriteInt16LittleEndian(at[2..], program[i].Offset);
            BinaryPrimitives.WriteInt32LittleEndian(at[4..], program[i].Value);
        }
        return bytes;
    }
}
