using Router.Core.Boards;
using Router.Core.Edges;
using Router.Core.State;
using Router.Features.Building;

namespace Router.Daemon.Engine;

/// <summary>
/// What of this machine a configuration is built for, and does not change while the daemon runs. <paramref name="Salt"/>: as
/// <see cref="BuildContext.Salt"/>.
/// </summary>
internal sealed record Machine(
    BoardFacts Board, ISecretStore Secrets, BaseAccounts Accounts, ISetFileStore SetFiles, Func<string, string> Salt);
