import { HubError } from '../../schema/canonical/hub-error.ts';
import type { IntakeOperation, IntakeRegistrar, IntakeReply, IntakeRequest } from '../kit/source.ts';

export interface IntakeRoute {
  readonly path: string;
  readonly connector: string;
  readonly operation: IntakeOperation;
  handle(request: IntakeRequest): Promise<IntakeReply>;
}

/** Routes of all push connectors; a connector that is opened again replaces its own. */
export class IntakeRoutes {
  readonly #routes = new Map<string, IntakeRoute>();

  find(path: string): IntakeRoute | undefined {
    return this.#routes.get(path);
  }

  list(): readonly IntakeRoute[] {
    return [...this.#routes.values()];
  }

  registrarFor(connector: string): IntakeRegistrar {
    return {
      post: (path, handle, operation) => {
        const owner = this.#routes.get(path)?.connector;
        if (owner !== undefined && owner !== connector) {
          throw new HubError(
            'HUB_CONFIG_INVALID',
            `${connector} and ${owner} both want ${path}; keep one connector of this class (its secret file may hold several keys)`,
            { field: path },
          );
        }
        this.#routes.set(path, { path, connector, operation, handle });
      },
    };
  }
}
