using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Renci.SshNet.Security;
using Router.Fleet.KnownHosts;

namespace Router.Fleet.Edges;

/// <summary>
/// The agent that holds keys for its user (draft-ietf-sshm-ssh-agent), reached by the socket that <c>SSH_AUTH_SOCK</c> names.
/// </summary>
public sealed class SshAgent(string socket)
{
    private const byte RequestIdentities = 11, IdentitiesAnswer = 12, SignRequest = 13, SignResponse = 14;
    private const int LongestAnswer = 256 * 1024;

    /// <summary>An agent lists its keys at once; before it signs it may ask a person, or wait for a touch.</summary>
    private static readonly TimeSpan ListsWithin = TimeSpan.FromSeconds(5), SignsWithin = TimeSpan.FromSeconds(60);

    /// <summary>The keys that it offers, in its order.</summary>
    /// <exception cref="IOException">It is not there, does not answer in time, or answers what nobody understands.</exception>
    public IReadOnlyList<SshIdentity> Identities()
    {
        var answer = new AgentReader(Ask([RequestIdentities], IdentitiesAnswer, ListsWithin));
        var identities = new List<SshIdentity>();
        for (var left = answer.Number(); left > 0; left--)
        {
            var (key, remark) = (answer.Text(), Encoding.UTF8.GetString(answer.Text()));
            identities.Add(new SshIdentity($"{remark} (of the agent)", key, () => [.. Offers(key)]));
        }
        return identities;
    }

    /// <summary>How a key of that type signs, with the flag by which the agent is told.</summary>
    private IEnumerable<HostAlgorithm> Offers(byte[] key)
    {
        const uint Sha256 = 2, Sha512 = 4;
        var type = KnownHostsList.KeyType(key);
        return type.StartsWith("ssh-rsa", StringComparison.Ordinal)
            ? [new AgentAlgorithm(this, type.Replace("ssh-rsa", "rsa-sha2-512", StringComparison.Ordinal), key, Sha512),
                new AgentAlgorithm(this, type.Replace("ssh-rsa", "rsa-sha2-256", StringComparison.Ordinal), key, Sha256)]
            : [new AgentAlgorithm(this, type, key, 0)];
    }

    private byte[] Sign(byte[] key, byte[] data, uint flags)
    {
        byte[] request = [SignRequest, .. Counted(key), .. Counted(data), .. Number(flags)];
        return new AgentReader(Ask(request, SignResponse, SignsWithin)).Text();
    }

    /// <summary>A connection a question: an agent that was restarted in between answers the next one.</summary>
    private byte[] Ask(byte[] request, byte expected, TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        try
        {
            return AskAsync(request, expected, patience.Token).GetAwaiter().GetResult();
        }
        catch (SocketException e)
        {
            throw new IOException($"the agent at {socket}: {e.Message}", e);
        }
        catch (OperationCanceledException e)
        {
            throw new IOException($"the agent at {socket} did not answer within {limit.TotalSeconds:0} s", e);
        }
    }

    private async Task<byte[]> AskAsync(byte[] request, byte expected, CancellationToken stopping)
    {
        using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), stopping);
        await using var stream = new NetworkStream(connection);
        await stream.WriteAsync(Counted(request), stopping);
        var head = new byte[4];
        await stream.ReadExactlyAsync(head, stopping);
        var length = BinaryPrimitives.ReadUInt32BigEndian(head);
        if (length is 0 or > LongestAnswer)
            throw new IOException($"the agent at {socket} answers {length} bytes, which no agent does");
        var answer = new byte[length];
        await stream.ReadExactlyAsync(answer, stopping);
        return answer[0] == expected ? answer[1..] : throw new IOException($"the agent at {socket} refuses");
    }

    private static byte[] Counted(byte[] bytes) => [.. Number((uint)bytes.Length), .. bytes];

    private static byte[] Number(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }

    private sealed class AgentAlgorithm(SshAgent agent, string name, byte[] key, uint flags) : HostAlgorithm(name)
    {
        public override byte[] Data => key;

        public override byte[] Sign(byte[] data) => agent.Sign(key, data, flags);

        public override bool VerifySignature(byte[] data, byte[] signature) => throw new NotSupportedException("an agent's key only signs");
    }
}
