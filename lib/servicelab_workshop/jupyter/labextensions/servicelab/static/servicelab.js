/*
 * JupyterLab as `servicelab start` opens it: a card in the launcher for each module of the working
 * copy, the table of contents beside a notebook that is opened, and folded checks that stay folded.
 *
 * Written by hand as a federated module, so that it needs no build: JupyterLab calls `init` with
 * the modules that it shares, then `get`.
 */
(() => {
  // the first section of the launcher; one of our own would come last
  const CATEGORY = 'Notebook';
  const OPEN = 'servicelab:open-module';
  const TOC = 'table-of-contents';
  const BELL =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24">' +
    // seen on white and on JupyterLab's dark background
    '<g fill="#1a86c8"><circle cx="12" cy="5" r="1.8"/>' +
    '<path d="M12 8a9 9 0 0 0-9 9h18a9 9 0 0 0-9-9z"/><path d="M2 18.5h20v2H2z"/></g></svg>';

  // A click selects the cell; whoever wants to read it unfolds it with the bar on its left.
  const FOLDED = `
    .jp-CodeCell .jp-InputPlaceholder { pointer-events: none; }
    .jp-CodeCell .jp-InputPlaceholder .jp-PlaceholderText { font-size: 0; }
    .jp-CodeCell .jp-InputPlaceholder .jp-PlaceholderText::before {
      content: 'Folded code. Click here, then Shift+Enter runs it';
      font-family: var(--jp-ui-font-family);
      font-size: var(--jp-ui-font-size1);
      color: var(--jp-ui-font-color1);
    }
    .jp-CodeCell .jp-InputPlaceholder .jp-MoreHorizIcon { display: none; }`;

  let shared;

  async function load(name) {
    const versions = Object.values(shared[name]);
    const own = versions.find(one => one.from === '@jupyterlab/application-top');
    return (await (own ?? versions[0]).get())();
  }

  /* The notebook a module begins with; without endings, a copy comes after its original. */
  async function firstNotebook(contents, module) {
    const { content } = await contents.get(module);
    const notebooks = content.filter(one => one.type === 'notebook').map(one => one.path);
    const [first] = notebooks.map(path => path.replace(/\.ipynb$/, '')).sort();
    return first && `${first}.ipynb`;
  }

  async function showCards(app, launcher, icon) {
    const { contents } = app.serviceManager;
    app.commands.addCommand(OPEN, {
      label: args => args.module.replaceAll('_', ' '),
      caption: args => args.module,
      icon, // the section takes it from its first card
      execute: async args => {
        const path = await firstNotebook(contents, args.module);
        return app.commands.execute(
          path ? 'docmanager:open' : 'filebrowser:open-path',
          { path: path ?? args.module }
        );
      }
    });
    const { content } = await contents.get('');
    const modules = content.filter(one => one.type === 'directory' && /^m\d\d_/.test(one.name));
    modules
      .map(one => one.name)
      .sort()
      .forEach((module, rank) => {
        launcher.add({
          command: OPEN,
          args: { module },
          category: CATEGORY,
          kernelIconUrl: `data:image/svg+xml,${encodeURIComponent(BELL)}`,
          rank: rank - 100 // before the kernels
        });
      });
  }

  async function showContents(app, shell, tracker) {
    await app.restored;
    const show = panel => {
      // whoever has folded the side away wants the room
      if (!shell.leftCollapsed) {
        shell.activateById(TOC);
        shell.activateById(panel.id);
      }
    };
    tracker.widgetAdded.connect((_, panel) => {
      panel.revealed.then(() => show(panel));
    });
    if (tracker.currentWidget) {
      tracker.currentWidget.revealed.then(() => show(tracker.currentWidget));
    }
  }

  function keepFolded() {
    const style = document.createElement('style');
    style.textContent = FOLDED;
    document.head.append(style);
  }

  (window._JUPYTERLAB ??= {}).servicelab = {
    init: scope => {
      shared = scope;
    },
    get: async () => {
      const [{ ILabShell }, { ILauncher }, { INotebookTracker }, { notebookIcon }] =
        await Promise.all(
          [
            '@jupyterlab/application',
            '@jupyterlab/launcher',
            '@jupyterlab/notebook',
            '@jupyterlab/ui-components'
          ].map(load)
        );
      const plugins = [
        {
          id: 'servicelab:launcher',
          description: 'Shows the modules of the course in the launcher.',
          autoStart: true,
          requires: [ILauncher],
          activate: (app, launcher) => {
            void showCards(app, launcher, notebookIcon);
          }
        },
        {
          id: 'servicelab:contents',
          description: 'Opens the table of contents with a notebook.',
          autoStart: true,
          requires: [ILabShell, INotebookTracker],
          activate: (app, shell, tracker) => {
            void showContents(app, shell, tracker);
          }
        },
        {
          id: 'servicelab:checks',
          description: 'Keeps the checks of the course folded.',
          autoStart: true,
          activate: keepFolded
        }
      ];
      return () => plugins;
    }
  };
})();
