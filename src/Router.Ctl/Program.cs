using Router.Ctl.Apk;
using Router.Ctl.Boards;
using Router.Ctl.Bundle;
using Router.Ctl.Cli;
using Router.Ctl.Cli.Edges;
using Router.Ctl.Completion;
using Router.Ctl.Config;
using Router.Ctl.Controllers;
using Router.Ctl.Flash.Edges;
using Router.Ctl.Fleets;
using Router.Ctl.Image;
using Router.Ctl.Keys;
using Router.Ctl.Nhrp;
using Router.Ctl.Push;
using Router.Ctl.Run.Edges;
using Router.Ctl.Upgrades;

// A group of verbs is a folder of this project and a line here.
using var signals = new Signals();
return await CommandLine.RunAsync(args, SystemTerminal.Create(), signals,
[
    ApkCommands.Create,
    ConfigCommands.Create,
    FlashCommand.Create,
    RunCommand.Create,
    PushCommand.Create,
    FleetCommands.Create,
    ControllerCommands.Create,
    UpgradeCommands.Create,
    ImageCommands.Create,
    BoardCommands.Create,
    BundleCommands.Create,
    KeysCommands.Create,
    NhrpCommand.Create,
    CompletionCommand.Create,
]);
