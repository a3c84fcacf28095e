using Router.Wire.Bpf;
using Router.Wire.Netlink;
using Router.Wire.Netlink.Links;

namespace Router.Wire.Tests.Netlink;

/// <summary>Bytes that the kernel was seen to take, and their way back.</summary>
public sealed class MeshOverIPv6Tests
{
    [Fact]
    public void Instructions_OfAKeyAndLink_AreThose()
    {
        var program = TunnelProgram.Instructions(100, 64, 7);
        Assert.Equal(23 * TunnelProgram.InstructionLength, program.Length);
        Assert.Equal(
            "bf16000000000000" + "620ae4ff64000000" + "620af8ff00400000" + "620afcff00000000"
                + "b702000018000000" + "bfa3000000000000" + "07030000e8ffffff" + "b704000010000000"
            + "850000001a000000" + "55000b0000000000" + "bf61000000000000" + "bfa2000000000000"
            + "07020000e4ffffff" + "b70300001c000000" + "b704000003000000" + "8500000015000000"
            + "5500040000000000" + "b701000007000000" + "b702000000000000" + "8500000017000000"
            + "9500000000000000" + "b700000002000000" + "9500000000000000",
            Convert.ToHexStringLower(program));
    }

    [Theory]
    [InlineData("2000200100000064", true)]
    [InlineData("2000200100000065", false)]
    [InlineData("2000080000000064", false)]
    [InlineData("0000200100000064", false)]
    public void Filter_OfAKey_LetsItsNhrpIn(string frame, bool passes) =>
        Assert.Equal(passes, Run(NhrpFilter.Instructions(100), Convert.FromHexString(frame)) != 0);

    [Fact]
    public void SetLeavingProgram_HasKindAndOptions() => Assert.Equal(
        "4c0000002c00050409000000000000000000000005000000" + "01000000f3ffffff00030100" + "0800010062706600"
            + "20000200" + "080006000c000000" + "090007006d65736800000000" + "0800080001000000",
        Convert.ToHexStringLower(TrafficControl.SetLeavingProgram(5, 12, "mesh").Finish(9)));

    [Fact]
    public void Vrf_GoesAndComesBack()
    {
        var data = new NetlinkMessage(0, 0, []);
        new VrfInfo(100).Write(data);
        Assert.Equal(new VrfInfo(100), VrfInfo.Read(data.Finish(0)[NetlinkMessage.HeaderLength..]));
    }

    [Fact]
    public void TunnelHeaders_AreToldFromTunnelsWithEnds()
    {
        var (external, tunnel) = (new NetlinkMessage(0, 0, []), new NetlinkMessage(0, 0, []));
        new TunnelHeaderInfo().Write(external);
        new GreInfo(null, null, 100, 64, 0, OverIPv6: true).Write(tunnel);
        Assert.True(TunnelHeaderInfo.IsSaid(external.Finish(0)[NetlinkMessage.HeaderLength..]));
        Assert.False(TunnelHeaderInfo.IsSaid(tunnel.Finish(0)[NetlinkMessage.HeaderLength..]));
    }

    /// <summary>The three kinds of instructions that the filter has, as the kernel runs them.</summary>
    private static uint Run(byte[] filter, byte[] packet)
    {
        var value = 0u;
        for (var at = 0; ; at++)
        {
            var instruction = filter.AsSpan(at * NhrpFilter.InstructionLength);
            var operand = BitConverter.ToUInt32(instruction[4..]);
            switch (BitConverter.ToUInt16(instruction))
            {
                case 0x28: value = (uint)((packet[operand] << 8) | packet[operand + 1]); break;
                case 0x20: value = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan((int)operand)); break;
                case 0x15: at += value == operand ? instruction[2] : instruction[3]; break;
                default: return operand;
            }
        }
    }
}
