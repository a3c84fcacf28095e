using System.Runtime.InteropServices;
using Router.Core.Edges;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Wire.Bpf;
using Router.Wire.Netlink;

namespace Router.Linux.Edges.Mesh;

/// <summary>Puts <see cref="TunnelProgram"/> on a link. It stays there without this daemon, until the link goes.</summary>
internal static unsafe class TunnelProgramLoader
{
    private const int LoadProgram = 5, ClassifierType = 3, NumberX64 = 321, NumberArm64 = 280, AlreadyThere = 17;
    private const int LoadArgumentsLength = 64;

    /// <exception cref="ApplyException">The kernel refused.</exception>
    public static void Attach(NetlinkSocket socket, string name, int link, uint key, byte ttl, int carrier)
    {
        var operation = $"send packets of {name} over IPv6";
        var program = Load(TunnelProgram.Instructions(key, ttl, carrier), operation);
        try
        {
            try
            {
                socket.Execute(TrafficControl.AddClassifiers(link), operation);
            }
            catch (ApplyException e) when (e.Errno == AlreadyThere)
            {
                // Of the daemon before this one.
            }
            socket.Execute(TrafficControl.SetLeavingProgram(link, program, "mesh"), operation);
        }
        finally
        {
            _ = Libc.Close(program);
        }
    }

    /// <summary>union bpf_attr of BPF_PROG_LOAD: type, count, instructions, licence, and zeros.</summary>
    private static int Load(byte[] instructions, string operation)
    {
        var arguments = stackalloc byte[LoadArgumentsLength];
        new Span<byte>(arguments, LoadArgumentsLength).Clear();
        fixed (byte* code = instructions, licence = "GPL\0"u8)
        {
            *(int*)arguments = ClassifierType;
            *(int*)(arguments + 4) = instructions.Length / TunnelProgram.InstructionLength;
            *(ulong*)(arguments + 8) = (ulong)code;
            *(ulong*)(arguments + 16) = (ulong)licence;
            var number = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? NumberArm64 : NumberX64;
            var program = (int)Libc.Call(number, LoadProgram, (nint)arguments, LoadArgumentsLength);
            return program >= 0
                ? program
                : throw new ApplyException(operation, Marshal.GetLastPInvokeError(), Marshal.GetLastPInvokeErrorMessage());
        }
    }
}
